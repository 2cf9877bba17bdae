import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FileStore } from '../context.ts';

/** Keeps files in a folder: `<folder>/<first two digits of the id>/<id>`, with `<folder>/incoming` for arrivals. */
export async function folderStore(folder: string, random: (bytes: number) => Buffer): Promise<FileStore> {
  const incoming = join(folder, 'incoming');
  // What a crash left behind belongs to no answered call.
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true, mode: 0o700 });

  const shelf = (id: string) => join(folder, id.slice(0, 2));
  const place = (id: string) => join(shelf(id), id);

  return {
    incoming,
    async keep(path) {
      const id = random(16).toString('hex');
      const sha256 = await hashOf(path);
      await flush(path);
      await mkdir(shelf(id), { recursive: true, mode: 0o700 });
      await rename(path, place(id));
      await flush(shelf(id));
      await flush(folder);
      return { id, sha256 };
    },
    async find(id) {
      const found = await stat(place(id)).catch(whenMissing);
      return found && { size: found.size, read: (range) => createReadStream(place(id), range) };
    },
    async remove(id) {
      await rm(place(id), { force: true });
    },
  };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Makes a file, or the entries of a folder, outlive a power cut. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function whenMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
