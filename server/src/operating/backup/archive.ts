import { createReadStream, createWriteStream } from 'node:fs';
import { appendFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import { pack } from 'tar-stream';
import { flush } from '../../files/durable.ts';
import { entries } from './about.ts';
import { hashing } from './hashing.ts';

/** Writes an archive in constant memory: a tar, compressed with zstd, whose last entry lists the hashes of the others. */
export interface ArchiveWriter {
  addText(name: string, text: string): Promise<void>;
  addFile(name: string, path: string): Promise<void>;
  /** Completes the archive; resolves when it is durable. */
  finish(): Promise<void>;
}

/** Starts an archive. Hashes are collected in the file `hashesPath`, in the format of sha256sum. */
export function writeArchive(path: string, hashesPath: string, madeAt: Date): ArchiveWriter {
  const tar = pack();
  const writing = pipeline(tar, createZstdCompress(), createWriteStream(path, { mode: 0o600 }));
  // Without a handler here a failure would end the process. `add` and `finish` await the promise and throw the error.
  writing.catch(() => {});

  async function add(name: string, size: number, content: Readable): Promise<string> {
    const { through, digest } = hashing();
    const entry = tar.entry({ name, size, mode: 0o600, mtime: madeAt });
    // Awaits `writing` as well: if the disk is full, `writing` fails, but the entry's pipeline would wait for ever.
    await Promise.race([pipeline(content, through, entry), writing]);
    return digest();
  }

  async function addHashed(name: string, size: number, content: Readable): Promise<void> {
    await appendFile(hashesPath, `${await add(name, size, content)}  ${name}\n`);
  }

  return {
    addText: (name, text) => addHashed(name, Buffer.byteLength(text), Readable.from([Buffer.from(text)])),
    addFile: async (name, path) => addHashed(name, (await stat(path)).size, createReadStream(path)),
    async finish() {
      await add(entries.hashes, (await stat(hashesPath)).size, createReadStream(hashesPath));
      tar.finalize();
      await writing;
      await flush(path);
    },
  };
}
