import { createReadStream, type ReadStream } from 'node:fs';
import { decodeText, type EncodedText, type Encoding } from '../encoding.ts';
import { Problem } from '../errors.ts';

/** How a file writes its rows: an object of JSON a line, or a table whose first line names the columns. */
export type Format = 'jsonl' | 'csv';

/** A file to import, and how its bytes are read. */
export interface SourceFile {
  readonly path: string;
  readonly format: Format;
  readonly encoding: Encoding;
}

/** Most characters of a row, four times the body of a call. Else a quote left open would hold the rest of the file. */
export const longestRow = 4 * 1024 ** 2;

/** The bytes of the file, for whoever looks for their encoding. */
export function encodedFile(path: string): EncodedText {
  return { name: path, read: () => createReadStream(path) };
}

/** The file's text from its beginning, and how many bytes of the file were read so far. */
export function openSource({ path, encoding }: SourceFile): { text: AsyncGenerator<string>; bytesRead: () => number } {
  let stream: ReadStream | undefined;
  const read = () => {
    stream = createReadStream(path);
    return stream;
  };
  return { text: decodeText({ name: path, read }, encoding), bytesRead: () => stream?.bytesRead ?? 0 };
}

/** The whole file is refused, for what stands in the line. */
export function unreadableFile(path: string, line: number, why: string): Problem {
  return new Problem('request_refused', `cannot read ${path}: line ${line} ${why}`);
}
