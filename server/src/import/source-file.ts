import { createReadStream, type ReadStream } from 'node:fs';
import { decodeText, type EncodedText, type Encoding } from '../encoding.ts';
import { Problem } from '../errors.ts';

/** The format of a file: one JSON object per line, or a table whose first line names the columns. */
export type Format = 'jsonl' | 'csv';

/** A file to import, with its format and encoding. */
export interface SourceFile {
  readonly path: string;
  readonly format: Format;
  readonly encoding: Encoding;
}

/**
 * The most characters of a row: four times the default limit of a call's body. Without a limit, a quote that is never closed
 * would make one row of the rest of the file.
 */
export const longestRow = 4 * 1024 ** 2;

/** Returns the file as `findEncoding` takes it: its name, and a function that opens its bytes. */
export function encodedFile(path: string): EncodedText {
  return { name: path, read: () => createReadStream(path) };
}

/** Decodes the file from its beginning; `bytesRead` returns how many bytes have been read. */
export function openSource({ path, encoding }: SourceFile): { text: AsyncGenerator<string>; bytesRead: () => number } {
  let stream: ReadStream | undefined;
  const read = () => {
    stream = createReadStream(path);
    return stream;
  };
  return { text: decodeText({ name: path, read }, encoding), bytesRead: () => stream?.bytesRead ?? 0 };
}

/** Makes the Problem that refuses the whole file because of one line. */
export function unreadableFile(path: string, line: number, why: string): Problem {
  return new Problem('request_refused', `cannot read ${path}: line ${line} ${why}`);
}
