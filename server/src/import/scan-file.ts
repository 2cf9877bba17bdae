import { Problem } from '../errors.ts';
import { readLines } from './read-lines.ts';
import { readRecords } from './read-records.ts';
import { type SourceFile, unreadableFile } from './source-file.ts';

/** The result of reading a file to its end, before a row of it is imported. */
export interface SourceScan {
  /** The columns, each with the first line that names it. */
  readonly columns: ReadonlyMap<string, number>;
  /** The first row with a character that is not ASCII. A person can see in it whether the encoding is right. */
  readonly foreign: SourceRow | undefined;
}

export interface SourceRow {
  readonly line: number;
  readonly text: string;
}

/**
 * Reads the whole file. Throws Problem with the line that makes the rest of the file unreadable, that names a column of a
 * table twice, or that names more than 1,000 columns. Passes over a line of JSON that cannot be imported: the import itself
 * reports it.
 */
export function scanFile(file: SourceFile): Promise<SourceScan> {
  return file.format === 'csv' ? scanTable(file) : scanJson(file);
}

const mostColumns = 1000;

async function scanTable(file: SourceFile): Promise<SourceScan> {
  let columns: ReadonlyMap<string, number> | undefined;
  let foreign: SourceRow | undefined;
  for await (const { line, values } of readRecords(file)) {
    if (columns) foreign ??= foreignRow(line, values.join(','));
    else columns = columnsOf(file, line, values);
  }
  return { columns: columns ?? new Map(), foreign };
}

function columnsOf({ path }: SourceFile, line: number, header: readonly string[]): Map<string, number> {
  const named = header.filter((column) => column !== '');
  const columns = new Map(named.map((column) => [column, line]));
  const twice = [...columns.keys()].filter((column) => named.indexOf(column) !== named.lastIndexOf(column));
  if (twice.length > 0) throw unreadableFile(path, line, `names columns twice: ${twice.join(', ')}`);
  demandFew(path, line, columns.size);
  return columns;
}

async function scanJson(file: SourceFile): Promise<SourceScan> {
  const columns = new Map<string, number>();
  let foreign: SourceRow | undefined;
  for await (const { line } of readLines(file)) {
    if (!('given' in line)) continue;
    for (const key of Object.keys(line.given)) {
      const column = key.trim();
      if (!columns.has(column)) columns.set(column, line.line);
    }
    demandFew(file.path, line.line, columns.size);
    foreign ??= foreignRow(line.line, JSON.stringify(line.given));
  }
  return { columns, foreign };
}

function demandFew(path: string, line: number, columns: number): void {
  if (columns > mostColumns) throw unreadableFile(path, line, `names more than ${mostColumns} columns`);
}

function foreignRow(line: number, text: string): SourceRow | undefined {
  return /\P{ASCII}/u.test(text) ? { line, text } : undefined;
}

/** The faults of a file's columns. */
export interface ColumnFaults {
  readonly unknown: readonly string[];
  readonly missing: readonly string[];
  /** The columns that are allowed. */
  readonly known: readonly string[];
}

/**
 * Throws Problem when the file has unknown columns or lacks mandatory ones. It names up to 20 of the unknown and all of the
 * missing ones. If a table has no known column at all, it says instead what is wrong with the first line. A file without
 * columns is empty and passes.
 */
export function demandColumns(file: SourceFile, { columns }: SourceScan, faults: ColumnFaults): void {
  const { unknown, missing, known } = faults;
  if (columns.size === 0 || unknown.length + missing.length === 0) return;
  if (file.format === 'csv' && unknown.length === columns.size) throw noColumn(file, columns);
  const named = unknown.slice(0, mostNamed).map((column) => `${column} (line ${columns.get(column)})`);
  const more = unknown.length - named.length;
  const sentences = [
    ...(named.length > 0 ? [`unknown columns ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`] : []),
    ...(missing.length > 0 ? [`missing columns ${missing.join(', ')}`] : []),
    `allowed are ${known.join(', ')}`,
  ];
  throw new Problem('request_refused', `cannot import ${file.path}: ${sentences.join('; ')}`);
}

/** An error text names at most this many unknown columns. */
const mostNamed = 20;

/** Guesses why a table has no known column: another separator, or a first line that does not name the columns. */
function noColumn({ path }: SourceFile, columns: ReadonlyMap<string, number>): Problem {
  const [[first, line]] = [...columns] as [[string, number]];
  const other = columns.size === 1 && separators.find(([mark]) => first.includes(mark));
  const why = other
    ? `separates the columns by ${other[1]}; they are separated by commas`
    : `names no known column: ${[...columns.keys()].join(',').slice(0, 200)}`;
  return unreadableFile(path, line, why);
}

const separators = [
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'bars'],
] as const;
