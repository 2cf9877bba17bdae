import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BusboyFileStream, BusboyHeaders } from '@fastify/busboy';
import type { FilePart } from '@gongdan/contract';
import { Problem, refused } from '../errors.ts';

/** Where the file of an upload goes until the handler has taken it, and how large it may be. */
export interface Spool {
  readonly path: string;
  /** Largest file, in bytes. */
  readonly limit: number;
  /** Longest name, in characters. */
  readonly nameLimit: number;
}

export interface Multipart {
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** The first file part, whatever its name. */
  readonly file: FilePart | undefined;
}

/** Whether the body has parts that can be told apart: the content type is multipart and names the boundary. */
export function isMultipart(contentType: string | undefined): contentType is string {
  return contentType !== undefined && /^\s*multipart\/form-data\s*;.*\bboundary=/i.test(contentType);
}

/** Reads the parts as they arrive. Without a spool files are skipped; with one the caller has to remove it. */
export async function readMultipart(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  contentType: string,
  spool?: Spool,
): Promise<Multipart> {
  const { Busboy } = await import('@fastify/busboy');
  const headers = { 'content-type': contentType } as BusboyHeaders;
  const fields: [string, string][] = [];
  let receiving: Promise<FilePart> | undefined;
  const parser = new Busboy({ headers, limits: { parts: 1000, fileSize: spool?.limit ?? 0 } });
  parser.on('field', (name, value) => fields.push([name, value]));
  parser.on('file', (_field, stream, name, _encoding, mediaType) => {
    if (spool && !receiving && name !== '') receiving = receive(stream, name ?? 'file', mediaType, spool);
    else stream.resume();
  });
  try {
    await pipeline(Readable.from(chunks), parser);
    return { fields, file: await receiving };
  } catch (cause) {
    await receiving?.catch(() => {});
    throw cause instanceof Problem ? cause : new Problem('body_malformed', 'the parts cannot be read', { cause });
  }
}

async function receive(stream: BusboyFileStream, name: string, mediaType: string, spool: Spool): Promise<FilePart> {
  await pipeline(stream, createWriteStream(spool.path, { mode: 0o600 }));
  if ([...name].length > spool.nameLimit)
    throw refused('file', `its name is longer than ${spool.nameLimit} characters`);
  if (!name.isWellFormed() || name.includes('\0')) throw refused('file', 'its name holds a broken character');
  if (stream.truncated) throw new Problem('body_too_large', `the file has more than ${spool.limit} bytes`);
  return { path: spool.path, name, mediaType, size: stream.bytesRead };
}
