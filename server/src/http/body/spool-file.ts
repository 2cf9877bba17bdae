import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { BusboyFileStream } from '@fastify/busboy';
import type { FilePart } from '@gongdan/contract';
import { Problem, refusedField } from '../../errors.ts';
import { cleanName } from '../../files/name.ts';

/** Where the file of an upload is until its handler takes it over, and how large it may be. */
export interface Spool {
  readonly path: string;
  /** Largest file, in bytes. */
  readonly limit: number;
  /** Longest name, in characters. */
  readonly nameLimit: number;
}

/**
 * Writes a file part to the spool. Throws Problem as soon as its name or size is refused, and the system's error when
 * the disk fails. The file is closed in each of these cases.
 */
export async function spoolFile(
  stream: BusboyFileStream,
  { name, mediaType }: Pick<FilePart, 'name' | 'mediaType'>,
  { path, limit, nameLimit }: Spool,
): Promise<FilePart> {
  const kept = cleanName(name) || 'file';
  demandName(name, kept, nameLimit);
  stream.once('limit', () => {
    stream.destroy(new Problem('body_too_large', `the file has more than ${limit} bytes`));
  });
  await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
  return { path, name: kept, mediaType, size: stream.bytesRead };
}

function demandName(name: string, kept: string, limit: number): void {
  if ([...kept].length > limit) throw refusedField('file', `its name is longer than ${limit} characters`);
  if (!name.isWellFormed() || name.includes('\0')) throw refusedField('file', 'its name holds a broken character');
}
