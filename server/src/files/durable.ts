import { open } from 'node:fs/promises';

/** Makes a file, or the entries of a folder, outlive a power cut: a name is as safe as its folder, no safer. */
export async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
