import { demandFittingMap } from './column-map.ts';
import { readJson } from './read-json.ts';
import { readRecords } from './read-records.ts';
import { reasonColumn } from './row.ts';
import { type SourceFile, unreadableFile } from './source-file.ts';

/** The result of reading a file to its end, before a row of it is imported. */
export interface SourceScan {
  /** The file's columns, each with the first line that names it, without the one in which an import gives its reasons. */
  readonly columns: ReadonlyMap<string, number>;
  /** The first row of a table as it is written; empty for JSON Lines. */
  readonly header: readonly string[];
  /** The first row with a character that is not ASCII. A person can see in it whether the encoding is right. */
  readonly foreign: SourceRow | undefined;
}

export interface SourceRow {
  readonly line: number;
  readonly text: string;
}

/**
 * Reads the whole file. Throws Problem with the line that makes the rest of the file unreadable, that names a column of a
 * table twice, or that names more than 1,000 columns; and when the map does not fit the columns. Passes over a line of JSON
 * that cannot be imported: the import itself reports it.
 */
export async function scanFile(file: SourceFile): Promise<SourceScan> {
  const scan = await (file.format === 'csv' ? scanTable(file) : scanJson(file));
  demandFittingMap(file.path, scan.columns, file.map);
  return scan;
}

const mostColumns = 1000;

async function scanTable(file: SourceFile): Promise<SourceScan> {
  let columns: ReadonlyMap<string, number> | undefined;
  let header: readonly string[] = [];
  let foreign: SourceRow | undefined;
  for await (const { line, values } of readRecords(file)) {
    if (columns) foreign ??= foreignRow(line, values.join(','));
    else [columns, header] = [columnsOf(file, line, values), values];
  }
  return { columns: columns ?? new Map(), header, foreign };
}

function columnsOf({ path }: SourceFile, line: number, header: readonly string[]): Map<string, number> {
  const named = header.filter((column) => column !== '' && column !== reasonColumn);
  const columns = new Map(named.map((column) => [column, line]));
  const twice = [...columns.keys()].filter((column) => named.indexOf(column) !== named.lastIndexOf(column));
  if (twice.length > 0) {
    const named = twice.join(', ');
    throw unreadableFile(path, line, { zh: `有重复的列：${named}`, en: `names columns twice: ${named}` });
  }
  demandFew(path, line, columns.size);
  return columns;
}

async function scanJson(file: SourceFile): Promise<SourceScan> {
  const columns = new Map<string, number>();
  let foreign: SourceRow | undefined;
  for await (const { line, row } of readJson(file)) {
    if (!('given' in row)) continue;
    for (const column of Object.keys(row.given)) {
      if (column !== reasonColumn && !columns.has(column)) columns.set(column, line);
    }
    demandFew(file.path, line, columns.size);
    foreign ??= foreignRow(line, JSON.stringify(row.given));
  }
  return { columns, header: [], foreign };
}

function demandFew(path: string, line: number, columns: number): void {
  if (columns <= mostColumns) return;
  throw unreadableFile(path, line, { zh: `的列超过 ${mostColumns} 个`, en: `names more than ${mostColumns} columns` });
}

function foreignRow(line: number, text: string): SourceRow | undefined {
  return /\P{ASCII}/u.test(text) ? { line, text } : undefined;
}
