import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import type { ImportLine } from './row.ts';

/** How a file writes its rows: an object of JSON a line, or a table whose first line names the columns. */
export type Format = 'jsonl' | 'csv';

/** The rows of a file with the lines they stand in, the first being 1, and how many bytes were read so far. */
export interface ReadLine {
  readonly line: ImportLine;
  readonly bytes: number;
}

export function readLines(path: string, format: Format): AsyncGenerator<ReadLine> {
  return format === 'csv' ? readTable(path) : readJson(path);
}

async function* readJson(path: string): AsyncGenerator<ReadLine> {
  const file = createReadStream(path);
  let line = 0;
  for await (const text of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    const row = (line === 1 ? text.replace(/^\uFEFF/, '') : text).trim();
    if (row !== '') yield { line: parseRow(line, row), bytes: file.bytesRead };
  }
}

function parseRow(line: number, row: string): ImportLine {
  try {
    const given: unknown = JSON.parse(row);
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return { line, unreadable: 'no object' };
    return { line, given: given as Record<string, unknown> };
  } catch {
    return { line, unreadable: 'no JSON' };
  }
}

/** As spreadsheets write it: commas, quotes around what holds commas, quotes or line breaks. */
async function* readTable(path: string): AsyncGenerator<ReadLine> {
  const file = createReadStream(path);
  const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true };
  let columns: readonly string[] | undefined;
  let twice = 0;
  for await (const { record, info } of file.pipe(parse(options)) as AsyncIterable<TableRow>) {
    // The library counts a line break of two characters within quotes as two lines.
    twice += record.join().split('\r\n').length - 1;
    if (columns) yield { line: tableRow(info.lines - twice, columns, record), bytes: info.bytes };
    else columns = record;
  }
}

interface TableRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number; readonly bytes: number };
}

function tableRow(line: number, columns: readonly string[], record: readonly string[]): ImportLine {
  if (record.length !== columns.length) {
    return { line, unreadable: `has ${record.length} values for ${columns.length} columns` };
  }
  return { line, given: Object.fromEntries(columns.map((column, index) => [column, record[index]])) };
}
