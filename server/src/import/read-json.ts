import type { Words } from '@gongdan/contract';
import { parseWithDigits } from '../http/parameters/json.ts';
import { longestRow, openSource, type SourceFile, unreadableFile } from './source-file.ts';

/** A line of a file of JSON Lines. Blank lines are passed over. */
export interface JsonRecord {
  readonly line: number;
  /** The line as it is written. */
  readonly text: string;
  /** The object in the line, its names trimmed; or why it cannot be read. */
  readonly row: { readonly given: Readonly<Record<string, unknown>> } | { readonly unreadable: Words };
  /** How many bytes of the file have been read so far; lines after this one may be among them. */
  readonly bytes: number;
}

/** Reads JSON Lines. Throws Problem with the line that is longer than a row may be. */
export async function* readJson(file: SourceFile): AsyncGenerator<JsonRecord> {
  const { text, bytesRead } = openSource(file);
  let line = 0;
  for await (const written of splitLines(file.path, text)) {
    line += 1;
    const trimmed = written.trim();
    if (trimmed !== '') yield { line, text: trimmed, row: parseRow(trimmed), bytes: bytesRead() };
  }
}

/** Splits at line feeds alone, because JSON may hold other line separators (U+2028, U+2029) unescaped. */
async function* splitLines(path: string, texts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  let count = 0;
  for await (const text of texts) {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      count += 1;
      yield demandShort(path, count, line);
    }
    demandShort(path, count + 1, rest);
  }
  if (rest !== '') yield rest;
}

function demandShort(path: string, line: number, text: string): string {
  if (text.length <= longestRow) return text;
  throw unreadableFile(path, line, {
    zh: `超过 ${longestRow} 个字符`,
    en: `is longer than ${longestRow} characters`,
  });
}

function parseRow(text: string): JsonRecord['row'] {
  const parsed = parseWithDigits(text);
  if (parsed === undefined) return { unreadable: { zh: '不是 JSON', en: 'is not JSON' } };
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return { unreadable: notObject };
  if (!isExact(parsed)) return { unreadable: inexact };
  return trimNames(parsed);
}

const notObject: Words = { zh: '不是 JSON 对象', en: 'is not an object' };
const inexact: Words = { zh: '含有无法精确保存的数字', en: 'holds a number that cannot be kept exactly' };

function trimNames(parsed: object): JsonRecord['row'] {
  const row: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(parsed)) {
    const column = name.trim();
    if (column in row) return { unreadable: { zh: `有两个 ${column}`, en: `names ${column} twice` } };
    row[column] = value;
  }
  return { given: row };
}

/** False when a number is not finite, such as 1e999. Rows are sent to a running server as JSON, which writes it as null. */
function isExact(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isExact);
}
