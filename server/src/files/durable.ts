import { open } from 'node:fs/promises';

/**
 * Flushes a file or a folder to the disk, so that it survives a power cut. A new file needs a flush of its folder, too.
 */
export async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
