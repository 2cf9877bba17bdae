import { Problem } from '../errors.ts';
import { readLines } from './read-lines.ts';
import { readRecords } from './read-records.ts';
import { type SourceFile, unreadableFile } from './source-file.ts';

/** What a file holds, read to its end before a row of it is imported. */
export interface SourceLook {
  /** Each column with the line that names it first. */
  readonly columns: ReadonlyMap<string, number>;
  /** The first row with characters beyond ASCII: it shows whether the encoding is the right one. */
  readonly foreign: SourceRow | undefined;
}

export interface SourceRow {
  readonly line: number;
  readonly text: string;
}

/** Reads the whole file. Throws Problem with the line where no row can be found, and for a column that is named twice. */
export function lookThrough(file: SourceFile): Promise<SourceLook> {
  return file.format === 'csv' ? lookThroughTable(file) : lookThroughJson(file);
}

const mostColumns = 1000;

async function lookThroughTable(file: SourceFile): Promise<SourceLook> {
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

async function lookThroughJson(file: SourceFile): Promise<SourceLook> {
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

/** What is wrong with the columns of a kind of rows. */
export interface ColumnFaults {
  readonly unknown: readonly string[];
  readonly missing: readonly string[];
  /** The columns that there could be. */
  readonly known: readonly string[];
}

/** Throws Problem naming every unknown and every missing column of the file. */
export function demandColumns(file: SourceFile, { columns }: SourceLook, faults: ColumnFaults): void {
  const { unknown, missing, known } = faults;
  if (columns.size === 0 || unknown.length + missing.length === 0) return;
  if (file.format === 'csv' && unknown.length === columns.size) throw noColumn(file, columns);
  const named = unknown.slice(0, mostNamed).map((column) => `${column} (line ${columns.get(column)})`);
  const more = unknown.length - named.length;
  const sentences = [
    ...(named.length > 0 ? [`nobody knows its columns ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`] : []),
    ...(missing.length > 0 ? [`it lacks the columns ${missing.join(', ')}`] : []),
    `there may be ${known.join(', ')}`,
  ];
  throw new Problem('request_refused', `cannot import ${file.path}: ${sentences.join('; ')}`);
}

const mostNamed = 20;

/** None of the columns is known: the values are separated by something else, or the first line names no columns. */
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
