import { type Encoding, encodings, findEncoding } from '../../encoding.ts';
import { Problem } from '../../errors.ts';
import type { ImportKind } from '../../import/row.ts';
import { demandColumns, type SourceRow, scanFile } from '../../import/scan-file.ts';
import { encodedFile, type Format, type SourceFile } from '../../import/source-file.ts';
import type { Session } from './operations.ts';

export interface SourceOptions {
  readonly company: string;
  readonly format?: Format;
  readonly encoding?: string;
}

/**
 * Finds the file's format and encoding and reads it once to its end, so that an unreadable file, or one with wrong
 * columns, is refused before a row of it is imported.
 */
export async function checkSource(
  session: Session,
  kind: ImportKind,
  path: string,
  options: SourceOptions,
): Promise<SourceFile> {
  const format = options.format ?? formatOf(path);
  const stated = options.encoding === undefined ? undefined : encodingNamed(options.encoding);
  const encoding = await findEncoding(encodedFile(path), stated);
  const file = { path, format, encoding };
  const scan = await scanFile(file);
  const columns = [...scan.columns.keys()];
  demandColumns(file, scan, await session.perform('importColumns', { companyId: options.company, kind, columns }));
  if (stated === undefined && encoding === 'gb18030') reportGuess(path, scan.foreign);
  return file;
}

function formatOf(path: string): Format {
  if (/\.csv$/i.test(path)) return 'csv';
  if (/\.(jsonl|ndjson)$/i.test(path)) return 'jsonl';
  throw new Problem('request_refused', `${path} is neither .csv nor .jsonl; say --format`);
}

/** GBK and GB2312 are subsets of GB18030. */
const otherNames: Readonly<Record<string, Encoding>> = { utf8: 'utf-8', gbk: 'gb18030', gb2312: 'gb18030' };

function encodingNamed(name: string): Encoding {
  const written = name.toLowerCase();
  const encoding = encodings.find((one) => one === written) ?? new Map(Object.entries(otherNames)).get(written);
  if (encoding) return encoding;
  throw new Problem('request_refused', `no encoding ${name}; there are ${encodings.join(', ')}`);
}

/**
 * Says which encoding was guessed and prints a row, so that the operator sees a wrong guess. Text in Big5, for example,
 * often decodes as GB18030 without an error.
 */
function reportGuess(path: string, row: SourceRow | undefined): void {
  const shown = row === undefined ? '' : ` Line ${row.line}: ${printable(row.text)}`;
  console.error(`${path} is not UTF-8 and is read as GB18030; if that is wrong, stop and say --encoding.${shown}`);
}

/** Replaces control characters by spaces, because a terminal would obey them. */
function printable(text: string): string {
  return text.slice(0, 200).replace(/\p{C}/gu, ' ');
}
