import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { temporaryFolders } from '../../config/config.ts';
import { refusedCommand } from '../../errors.ts';

/**
 * Throws Problem when there is too little room to rewrite a store of so many bytes. SQLite writes a copy of the store into
 * its folder for temporary files, and then again into the log in the store's own folder.
 */
export function demandRoom(folder: string, bytes: number, temporary: string = temporaryFolder()): void {
  const isOneDisk = statSync(folder).dev === statSync(temporary).dev;
  const wanted = isOneDisk
    ? [{ place: folder, bytes: 2 * bytes }]
    : [folder, temporary].map((place) => ({ place, bytes }));
  for (const { place, bytes } of wanted) {
    const { blocks, bavail, bsize } = statfsSync(place);
    // Some file systems report no blocks.
    if (blocks === 0 || bavail * bsize >= bytes) continue;
    const free = inMiB(bavail * bsize);
    throw refusedCommand({
      zh: `空间不足，存储无法整理：${place} 需要 ${inMiB(bytes)}，只剩 ${free}`,
      en: `the store cannot be rewritten: that needs ${inMiB(bytes)} free in ${place}, and ${free} are free`,
    });
  }
}

/** SQLite uses the first of these folders that it can write to. */
function temporaryFolder(): string {
  return temporaryFolders().find(isWritable) ?? '.';
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

function inMiB(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MiB`;
}
