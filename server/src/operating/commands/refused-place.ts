import { accessSync, constants, existsSync, openSync, rmSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { refusedCommand } from '../../errors.ts';
import type { SourceFile } from '../../import/source-file.ts';

/** Opens a new file for refused rows. It is called when the first row is refused. */
export type OpenPlace = () => { readonly path: string; readonly descriptor: number };

/**
 * Finds where refused rows are written: in the stated file, else beside the imported one. Throws Problem before a row is
 * imported when that is not possible. An existing file beside the imported one is never written, because somebody may be mending
 * it; a stated one is removed, so that it holds only rows of this run.
 */
export function findRefusedPlace(file: SourceFile, stated: string | undefined): OpenPlace {
  const existing = stated === undefined ? undefined : statSync(stated, { throwIfNoEntry: false });
  if (stated !== undefined && existing && !existing.isFile()) return deviceAt(stated, existing);
  const folder = dirname(stated ?? file.path);
  if (!isWritable(folder)) {
    throw refusedCommand({
      zh: `被拒绝的行无法写入文件夹 ${folder}；请用 --refused 指定其他文件`,
      en: `refused rows cannot be written to the folder ${folder}; name another file by --refused`,
    });
  }
  if (stated === undefined) return () => openFree(file);
  if (isSameFile(stated, file.path)) {
    throw refusedCommand({ zh: '不能是被导入的文件本身', en: 'is the imported file itself' }, '--refused');
  }
  rmSync(stated, { force: true });
  return () => ({ path: stated, descriptor: openSync(stated, 'w', 0o600) });
}

/** Opens a device or a pipe without removing it: `--refused /dev/null` by root must not remove /dev/null. */
function deviceAt(path: string, existing: Stats): OpenPlace {
  if (existing.isDirectory()) throw refusedCommand({ zh: `${path} 是文件夹`, en: `${path} is a folder` }, '--refused');
  return () => ({ path, descriptor: openSync(path, 'w') });
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function isSameFile(one: string, other: string): boolean {
  if (!existsSync(one)) return false;
  const [a, b] = [statSync(one), statSync(other)];
  return a.dev === b.dev && a.ino === b.ino;
}

/** Opens the first of `people.refused.csv`, `people.refused-2.csv` and so on that is not there yet. */
function openFree({ path, format }: SourceFile): ReturnType<OpenPlace> {
  const ending = /\.(?:csv|jsonl|ndjson)$/i.exec(path)?.[0] ?? `.${format}`;
  const bare = path.endsWith(ending) ? path.slice(0, -ending.length) : path;
  const stem = bare.replace(/\.refused(?:-[0-9]{1,9})?$/, '');
  for (let count = 1; ; count += 1) {
    const free = `${stem}.refused${count === 1 ? '' : `-${count}`}${ending}`;
    const descriptor = openNew(free);
    if (descriptor !== undefined) return { path: free, descriptor };
  }
}

function openNew(path: string): number | undefined {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
}
