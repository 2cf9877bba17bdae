import { createReadStream, type ReadStream } from 'node:fs';
import type { Words } from '@gongdan/contract';
import { decodeText, type EncodedText, type Encoding } from '../encoding.ts';
import { type Problem, refusedCommand } from '../errors.ts';

/** A file's name of a column → our name of it; "" for a column that is not imported. */
export type ColumnMap = ReadonlyMap<string, string>;

/** The format of a file: one JSON object per line, or a table whose first line names the columns. */
export type Format = 'jsonl' | 'csv';

/** How the rows of a table are written. */
export interface TableForm {
  readonly delimiter: string;
  /** True when the first line is `sep=;`, which tells Excel the separator. */
  readonly announced: boolean;
}

/** A file whose format and encoding are known. */
export interface EncodedFile {
  readonly path: string;
  readonly format: Format;
  readonly encoding: Encoding;
  /** True when it begins with a byte order mark. */
  readonly marked: boolean;
}

/** A file to import. */
export interface SourceFile extends EncodedFile {
  readonly table: TableForm;
  readonly map: ColumnMap;
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
export function openSource({ path, encoding }: Pick<EncodedFile, 'path' | 'encoding'>): {
  text: AsyncGenerator<string>;
  bytesRead: () => number;
} {
  let stream: ReadStream | undefined;
  const read = () => {
    stream = createReadStream(path);
    return stream;
  };
  return { text: decodeText({ name: path, read }, encoding), bytesRead: () => stream?.bytesRead ?? 0 };
}

/** Makes the Problem that refuses the whole file because of one line. */
export function unreadableFile(path: string, line: number, { zh, en }: Words): Problem {
  return refusedCommand({
    zh: `无法读取 ${path}：第 ${line} 行${zh}`,
    en: `cannot read ${path}: line ${line} ${en}`,
  });
}
