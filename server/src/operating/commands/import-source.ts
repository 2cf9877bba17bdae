import type { Words } from '@gongdan/contract';
import { type Encoding, encodingOfMark, encodings, findEncoding } from '../../encoding.ts';
import { refusedCommand } from '../../errors.ts';
import { ourName } from '../../import/column-map.ts';
import { demandColumns } from '../../import/demand-columns.ts';
import type { ImportKind } from '../../import/row.ts';
import { type SourceRow, type SourceScan, scanFile } from '../../import/scan-file.ts';
import { type EncodedFile, encodedFile, type Format, type SourceFile } from '../../import/source-file.ts';
import { findTableForm } from '../../import/table-form.ts';
import { printableLine } from '../terminal/shown.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { WrongUse } from '../terminal/wrong-use.ts';
import { mapOf } from './import-map.ts';
import type { Session } from './operations.ts';

export interface SourceOptions {
  readonly company: string;
  readonly format?: Format;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly map?: readonly string[];
}

/** How a command reaches the store and its user. */
export interface Reach {
  readonly session: Session;
  readonly terminal: Pick<Terminal, 'language' | 'text' | 'say' | 'progress'>;
}

/**
 * Finds the file's format, encoding and separator, and reads it once to its end, so that an unreadable file, or one with wrong
 * columns, is refused before a row of it is imported.
 */
export async function checkSource(
  { session, terminal }: Reach,
  kind: ImportKind,
  path: string,
  options: SourceOptions,
): Promise<{ file: SourceFile; header: SourceScan['header'] }> {
  const map = mapOf(options.map);
  const delimiter = delimiterOf(options.delimiter);
  const encoded = await findForm(path, options);
  const table = encoded.format === 'csv' ? await findTableForm(encoded, delimiter) : noTable;
  const file = { ...encoded, table, map };
  const scan = await scanFile(file);
  const columns = Array.from(scan.columns.keys(), (theirs) => ourName(map, theirs)).filter((column) => column !== '');
  demandColumns(file, scan, await session.perform('importColumns', { companyId: options.company, kind, columns }));
  if (options.encoding === undefined && file.encoding === 'gb18030') terminal.say(guessOf(path, scan.foreign));
  return { file, header: scan.header };
}

const noTable = { delimiter: ',', announced: false };

async function findForm(path: string, options: SourceOptions): Promise<EncodedFile> {
  const format = options.format ?? formatOf(path);
  const stated = options.encoding === undefined ? undefined : encodingNamed(options.encoding);
  const encoding = await findEncoding(encodedFile(path), stated);
  return { path, format, encoding, marked: await isMarked(path) };
}

async function isMarked(path: string): Promise<boolean> {
  for await (const bytes of encodedFile(path).read()) return encodingOfMark(bytes) !== undefined;
  return false;
}

function formatOf(path: string): Format {
  if (/\.csv$/i.test(path)) return 'csv';
  if (/\.(jsonl|ndjson)$/i.test(path)) return 'jsonl';
  throw refusedCommand({
    zh: `${path} 的扩展名既不是 .csv 也不是 .jsonl；请用 --format 指定格式`,
    en: `${path} is neither .csv nor .jsonl; say --format`,
  });
}

/** GBK and GB2312 are subsets of GB18030. */
const otherNames: Readonly<Record<string, Encoding>> = { utf8: 'utf-8', gbk: 'gb18030', gb2312: 'gb18030' };

function encodingNamed(name: string): Encoding {
  const written = name.toLowerCase();
  const encoding = encodings.find((one) => one === written) ?? new Map(Object.entries(otherNames)).get(written);
  if (encoding) return encoding;
  const known = encodings.join(', ');
  throw new WrongUse({ zh: `没有编码 ${name}；可用的有 ${known}`, en: `no encoding ${name}; there are ${known}` });
}

function delimiterOf(stated: string | undefined): string | undefined {
  if (stated === undefined) return undefined;
  if (stated === 'tab' || stated === '\\t') return '\t';
  if (stated.length === 1 && !/["\r\n]/.test(stated)) return stated;
  throw new WrongUse({
    zh: `--delimiter：${stated} 不是单个字符；制表符写作 tab`,
    en: `--delimiter: ${stated} is not one character; write tab for a tab`,
  });
}

/**
 * Says which encoding was guessed and shows a row, so that the operator sees a wrong guess. Text in Big5, for example, often
 * decodes as GB18030 without an error.
 */
function guessOf(path: string, row: SourceRow | undefined): Words {
  const shown = row && { line: row.line, text: printableLine(row.text, 200) };
  return {
    zh: `${path} 不是 UTF-8，按 GB18030 读取；如果不对，请停止并用 --encoding 指定。${shown ? `第 ${shown.line} 行：${shown.text}` : ''}`,
    en: `${path} is not UTF-8 and is read as GB18030; if that is wrong, stop and say --encoding.${shown ? ` Line ${shown.line}: ${shown.text}` : ''}`,
  };
}
