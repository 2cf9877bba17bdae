import type { Words } from '@gongdan/contract';
import { ourName } from './column-map.ts';
import { readJson } from './read-json.ts';
import { readRecords, type TableRecord } from './read-records.ts';
import { type ImportLine, reasonColumn } from './row.ts';
import type { SourceFile } from './source-file.ts';

/** A row of a file, with the number of its last line, from 1. */
export interface ReadLine {
  readonly line: ImportLine;
  /** The row as the file has it, for the file of refused rows: the values of a table's row, or the text of a line of JSON. */
  readonly written: readonly string[] | string;
  /** How many characters the row has. In a table, separators and quotes do not count. */
  readonly size: number;
  /** How many bytes of the file have been read so far; rows after this one may be among them. */
  readonly bytes: number;
}

/**
 * Reads the file row by row, with the columns named as the map says. Throws Problem with the line at which the rest of the file
 * cannot be read.
 */
export function readLines(file: SourceFile): AsyncGenerator<ReadLine> {
  return file.format === 'csv' ? tableLines(file) : jsonLines(file);
}

async function* jsonLines(file: SourceFile): AsyncGenerator<ReadLine> {
  for await (const { line, text, row, bytes } of readJson(file)) {
    const read = 'given' in row ? { line, given: named(file, Object.entries(row.given)) } : { line, ...row };
    yield { line: read, written: text, size: text.length, bytes };
  }
}

/** Names the cells as their columns are imported. Leaves out columns that are not imported. */
function named({ map }: SourceFile, cells: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const imported = cells.filter(([column]) => column !== '' && column !== reasonColumn && map.get(column) !== '');
  return Object.fromEntries(imported.map(([column, value]) => [ourName(map, column), value]));
}

async function* tableLines(file: SourceFile): AsyncGenerator<ReadLine> {
  let columns: readonly string[] | undefined;
  for await (const { line, values, bytes } of readRecords(file)) {
    const size = values.reduce((sum, value) => sum + value.length, 0);
    if (!columns) columns = values;
    else if (size > 0) yield { line: tableRow(file, line, columns, values), written: values, size, bytes };
  }
}

function tableRow(
  file: SourceFile,
  line: number,
  columns: readonly string[],
  values: TableRecord['values'],
): ImportLine {
  // Spreadsheets end some rows with more separators than the first line has.
  const count = Math.max(columns.length, values.findLastIndex((value) => value !== '') + 1);
  if (values.length < columns.length || count > columns.length) {
    const [given, titles] = [values.length, columns.length];
    return {
      line,
      unreadable: { zh: `有 ${given} 个值，而列有 ${titles} 个`, en: `has ${given} values for ${titles} columns` },
    };
  }
  const unnamed = columns.findIndex((column, index) => column === '' && values[index] !== '');
  if (unnamed !== -1) return { line, unreadable: valueWithoutName(unnamed + 1) };
  return {
    line,
    given: named(
      file,
      columns.map((column, index) => [column, values[index]] as const),
    ),
  };
}

function valueWithoutName(column: number): Words {
  return { zh: `第 ${column} 列没有列名，却有值`, en: `has a value in column ${column}, which has no name` };
}
