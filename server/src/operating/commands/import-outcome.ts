import type { Words } from '@gongdan/contract';
import type { RefusedFile } from '../../import/refused-file.ts';
import type { Fault, ImportKind } from '../../import/row.ts';
import type { SourceFile } from '../../import/source-file.ts';
import { printableLine } from '../terminal/shown.ts';
import type { SourceOptions } from './import-source.ts';

/** What an import did, or a dry run would do. */
export interface ImportOutcome {
  readonly created: number;
  readonly updated: number;
  /** How many rows an earlier run imported. */
  readonly skipped: number;
  readonly refused: number;
  /** The file of the refused rows; undefined when none was written. */
  readonly refused_file: string | undefined;
}

export function tellOutcome({ created, updated, skipped, refused }: ImportOutcome, dryRun: boolean): Words {
  const zh = `新建 ${created} 条，修改 ${updated} 条，以前导入过 ${skipped} 条，拒绝 ${refused} 条。`;
  const en = `${created} created, ${updated} updated, ${skipped} imported before, ${refused} refused.`;
  if (!dryRun) return { zh, en };
  return { zh: `试运行，没有写入任何内容：${zh}`, en: `Dry run, nothing was written: ${en}` };
}

/** Says why a row was refused. */
export function refusalOf({ line, reason: { zh, en } }: Fault): Words {
  return { zh: `第 ${line} 行：${zh}`, en: `line ${line}: ${en}` };
}

/** Says that a row was refused and why, shortened for a terminal. */
export function shownOn({ zh, en }: Words): Words {
  return { zh: `被拒绝：${printableLine(zh, 500)}`, en: `refused: ${printableLine(en, 500)}` };
}

/**
 * Says where the refused rows are and which command imports them once they are mended. An import refuses a map of a column that no
 * row has, so only the columns that the refused rows may have are mapped.
 */
export function howToContinue(
  kind: ImportKind,
  file: SourceFile,
  { company, format, keyColumn: key }: SourceOptions & { readonly keyColumn?: string },
  { refused, refused_file: path = '' }: ImportOutcome,
  { mayHave }: Pick<RefusedFile, 'mayHave'>,
): Words {
  const command = ['gongdan', 'import', kind, path, '--company', company];
  if (format !== undefined) command.push('--format', format);
  // A few rows in an encoding without a mark may look like rows in another one.
  if (file.encoding !== 'utf-8' && !file.marked) command.push('--encoding', file.encoding);
  if (file.format === 'csv' && ![',', ';', '\t'].includes(file.table.delimiter)) {
    command.push('--delimiter', file.table.delimiter);
  }
  for (const [theirs, ours] of file.map) if (mayHave(theirs)) command.push('--map', `${theirs}=${ours}`);
  if (key !== undefined) command.push('--key', key);
  const line = command.map(quoted).join(' ');
  return {
    zh: `${refused} 行被拒绝的数据已写入 ${path}，原因在第一列。改正后执行：${line}`,
    en: `The ${refused} refused rows are in ${path}, each with its reason. Mend them there and run: ${line}`,
  };
}

/** Quotes a word for a shell. */
function quoted(word: string): string {
  return /^[\w./=:@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** What is shown while the import is under way. */
export function progressWords(line: number, share: number, { skipped, refused }: ImportOutcome): Words {
  const percent = Math.floor(100 * share);
  return {
    zh: `第 ${line} 行，${percent} %，以前导入过 ${skipped} 行，拒绝 ${refused} 行`,
    en: `line ${line}, ${percent} %, ${skipped} imported before, ${refused} refused`,
  };
}
