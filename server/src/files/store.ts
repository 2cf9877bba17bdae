import { createReadStream, mkdirSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileStore } from '../context.ts';
import { flush } from './durable.ts';
import { hashOf } from './hash.ts';

/** Keeps files in a folder: `<folder>/<first two digits of the id>/<id>`. Uploads are received in `<folder>/incoming`. */
export async function openFolderStore(folder: string, random: (bytes: number) => Buffer): Promise<FileStore> {
  const incoming = join(folder, 'incoming');
  // After a crash the folder holds only files of calls that were never answered.
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  // Without this a power cut could lose the folder's name, and with it all files.
  await flush(dirname(folder));

  const subfolder = (id: string) => join(folder, id.slice(0, 2));
  const pathOf = (id: string) => join(subfolder(id), id);

  return {
    get incoming() {
      return madeAgain(incoming);
    },
    async keep(path) {
      const id = random(16).toString('hex');
      const sha256 = await hashOf(path);
      await flush(path);
      await mkdir(subfolder(id), { recursive: true, mode: 0o700 });
      await rename(path, pathOf(id));
      await flush(subfolder(id));
      await flush(folder);
      return { id, sha256 };
    },
    async find(id) {
      const found = await stat(pathOf(id)).catch(whenMissing);
      return found && { size: found.size, read: (range) => createReadStream(pathOf(id), range) };
    },
    async remove(id) {
      await rm(pathOf(id), { force: true });
    },
  };
}

/** Returns the folder. Creates it again if it was removed while the server runs, so that uploads still work. */
export function madeAgain(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function whenMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
