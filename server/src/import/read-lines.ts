import { parseWithDigits } from '../http/parameters/json.ts';
import { readRecords, type TableRecord } from './read-records.ts';
import type { ImportLine } from './row.ts';
import { longestRow, openSource, type SourceFile, unreadableFile } from './source-file.ts';

/** A row of a file, with the number of its last line, from 1. */
export interface ReadLine {
  readonly line: ImportLine;
  /** How many characters the row has. In a table, separators and quotes do not count. */
  readonly size: number;
  /** How many bytes of the file have been read so far; rows after this one may be among them. */
  readonly bytes: number;
}

/** Reads the file row by row. Throws Problem with the line at which the rest of the file cannot be read. */
export function readLines(file: SourceFile): AsyncGenerator<ReadLine> {
  return file.format === 'csv' ? readTable(file) : readJson(file);
}

async function* readJson(file: SourceFile): AsyncGenerator<ReadLine> {
  const { text, bytesRead } = openSource(file);
  let line = 0;
  for await (const written of splitLines(file.path, text)) {
    line += 1;
    const row = written.trim();
    if (row !== '') yield { line: parseRow(line, row), size: row.length, bytes: bytesRead() };
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
  if (text.length > longestRow) throw unreadableFile(path, line, `is longer than ${longestRow} characters`);
  return text;
}

function parseRow(line: number, row: string): ImportLine {
  const given = parseWithDigits(row);
  if (given === undefined) return { line, unreadable: 'is not JSON' };
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return { line, unreadable: 'is not an object' };
  if (!isExact(given)) return { line, unreadable: 'holds a number that cannot be kept exactly' };
  return { line, given: given as Record<string, unknown> };
}

/** False when a number is not finite, such as 1e999. Rows are sent to a running server as JSON, which writes it as null. */
function isExact(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isExact);
}

async function* readTable(file: SourceFile): AsyncGenerator<ReadLine> {
  let columns: readonly string[] | undefined;
  for await (const { line, values, bytes } of readRecords(file)) {
    const size = values.reduce((sum, value) => sum + value.length, 0);
    if (columns) yield { line: tableRow(line, columns, values), size, bytes };
    else columns = values;
  }
}

function tableRow(line: number, columns: readonly string[], values: TableRecord['values']): ImportLine {
  if (values.length !== columns.length) {
    return { line, unreadable: `has ${values.length} values for ${columns.length} columns` };
  }
  const unnamed = columns.findIndex((column, index) => column === '' && values[index] !== '');
  if (unnamed !== -1) return { line, unreadable: `has a value in column ${unnamed + 1}, which has no name` };
  const cells = columns.map((column, index) => [column, values[index]] as const);
  return { line, given: Object.fromEntries(cells.filter(([column]) => column !== '')) };
}
