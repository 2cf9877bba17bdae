import type { Words } from '@gongdan/contract';
import { type Problem, refusedCommand } from '../errors.ts';
import { ourName } from './column-map.ts';
import type { SourceScan } from './scan-file.ts';
import { type SourceFile, unreadableFile } from './source-file.ts';

/** The faults of a file's columns. */
export interface ColumnFaults {
  /** Unknown columns, each with the one that was probably meant. */
  readonly unknown: readonly { readonly column: string; readonly meant?: string | undefined }[];
  readonly missing: readonly string[];
  /** The columns that are allowed. */
  readonly known: readonly string[];
}

/**
 * Throws Problem when the file has unknown columns or lacks mandatory ones. It names up to 20 of the unknown and all of the
 * missing ones, and the map that would make a guessed column known. If a table has no known column and none can be guessed,
 * its first line probably names no columns. A file without columns is empty and passes.
 */
export function demandColumns(file: SourceFile, { columns }: SourceScan, faults: ColumnFaults): void {
  const { unknown, missing, known } = faults;
  if (columns.size === 0 || unknown.length + missing.length === 0) return;
  const guessed = unknown.some(({ meant }) => meant !== undefined);
  if (file.format === 'csv' && unknown.length === columns.size && !guessed) throw noColumn(file, columns);
  const named = unknown.slice(0, mostNamed).map((fault) => unknownColumn(file, columns, fault));
  const more = unknown.length - named.length;
  const allowed = known.join(', ');
  const sentences: Words[] = [
    ...(named.length > 0
      ? [
          {
            zh: `不认识的列 ${listed(named, 'zh')}${more > 0 ? ` 等 ${unknown.length} 列` : ''}`,
            en: `unknown columns ${listed(named, 'en')}${more > 0 ? ` and ${more} more` : ''}`,
          },
        ]
      : []),
    ...(missing.length > 0
      ? [{ zh: `缺少列 ${missing.join(', ')}`, en: `missing columns ${missing.join(', ')}` }]
      : []),
    { zh: `可用的列有 ${allowed}`, en: `allowed are ${allowed}` },
  ];
  throw refusedCommand({
    zh: `无法导入 ${file.path}：${sentences.map(({ zh }) => zh).join('；')}`,
    en: `cannot import ${file.path}: ${sentences.map(({ en }) => en).join('; ')}`,
  });
}

/** An error text names at most this many unknown columns. */
const mostNamed = 20;

function listed(named: readonly Words[], language: keyof Words): string {
  return named.map((words) => words[language]).join(', ');
}

/** Names an unknown column as the file has it, its line, and the column that was probably meant. */
function unknownColumn(
  { map }: SourceFile,
  columns: ReadonlyMap<string, number>,
  { column, meant }: ColumnFaults['unknown'][number],
): Words {
  const theirs = [...columns.keys()].find((one) => ourName(map, one) === column) ?? column;
  const line = columns.get(theirs);
  const shown =
    theirs === column
      ? { zh: column, en: column }
      : { zh: `${theirs}（映射为 ${column}）`, en: `${column} for ${theirs}` };
  const option = `--map '${theirs}=${meant}'`;
  const guess =
    meant === undefined ? { zh: '', en: '' } : { zh: `；是否要写 ${option}？`, en: `; did you mean ${option}?` };
  return { zh: `${shown.zh}（第 ${line} 行${guess.zh}）`, en: `${shown.en} (line ${line}${guess.en})` };
}

/** The Problem of a table whose first line probably does not name the columns. */
function noColumn({ path }: SourceFile, columns: ReadonlyMap<string, number>): Problem {
  const [[, line]] = [...columns] as [[string, number]];
  const names = [...columns.keys()].join(',').slice(0, 200);
  return unreadableFile(path, line, { zh: `没有任何认识的列名：${names}`, en: `names no known column: ${names}` });
}
