import type { Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';

/** The bytes of an answer; `isCut` says that more followed and was dropped. */
export interface AnswerBytes {
  readonly bytes: Buffer;
  readonly isCut: boolean;
}

type Unpacker = (packed: Buffer, isCut: boolean) => Transform;

/** A bound of our own: RFC 9110 allows any number of encodings, but no known server uses more than two. */
const mostEncodings = 4;

/**
 * Undoes the encodings that Content-Encoding names, the last one first. Each step keeps the first `most` bytes, because
 * a small answer may unpack to gigabytes. Unknown names are ignored, because some servers write a charset there. Throws
 * an error with a message for the operator when the body is not packed as its header says.
 */
export async function unpackAnswer(answer: AnswerBytes, contentEncoding: string, most: number): Promise<AnswerBytes> {
  const names = contentEncoding.split(',').map((name) => name.trim().toLowerCase());
  const known = names.filter((name) => unpackers.has(name));
  if (known.length > mostEncodings) throw new Error(`the answer is packed more than ${mostEncodings} times`);
  let unpacked = answer;
  for (const name of known.reverse()) unpacked = await unpackOnce(unpacked, name, most);
  return unpacked;
}

/** Leaves an empty body as it is, because some servers name an encoding without having packed anything. */
async function unpackOnce({ bytes, isCut }: AnswerBytes, name: string, most: number): Promise<AnswerBytes> {
  if (bytes.length === 0) return { bytes, isCut };
  const unpacker = unpackers.get(name)!(bytes, isCut);
  unpacker.end(bytes);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of unpacker as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > most) break;
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the answer's header says ${name}, but its body cannot be unpacked: ${why}`, { cause });
  }
  return { bytes: Buffer.concat(chunks).subarray(0, most), isCut: isCut || size > most };
}

const unpackers: ReadonlyMap<string, Unpacker> = new Map([
  ['gzip', unzip],
  ['x-gzip', unzip],
  ['deflate', inflate],
  ['br', (_, isCut) => createBrotliDecompress(isCut ? { finishFlush: constants.BROTLI_OPERATION_FLUSH } : {})],
  ['zstd', unpackZstd],
] satisfies [string, Unpacker][]);

/** Accepts packed bytes without their end, which is missing when an answer was cut. */
const cutOptions = { finishFlush: constants.Z_SYNC_FLUSH };

function unzip(_: Buffer, isCut: boolean): Transform {
  return createGunzip(isCut ? cutOptions : {});
}

/** RFC 9659 bounds the window to 8 MB; without that bound an answer of a few bytes makes zstd allocate 128 MB. */
function unpackZstd(_: Buffer, isCut: boolean): Transform {
  const params = { [constants.ZSTD_d_windowLogMax]: 23 };
  return createZstdDecompress(isCut ? { params, finishFlush: constants.ZSTD_e_flush } : { params });
}

/** `deflate` means zlib's format (RFC 1950), but some servers send the data without zlib's header (RFC 1951). */
function inflate(packed: Buffer, isCut: boolean): Transform {
  // A zlib header names method 8 in its low bits, and its two bytes are a multiple of 31.
  const isZlib = (packed[0]! & 0x0f) === 8 && packed.length > 1 && packed.readUInt16BE(0) % 31 === 0;
  return isZlib ? createInflate(isCut ? cutOptions : {}) : createInflateRaw(isCut ? cutOptions : {});
}
