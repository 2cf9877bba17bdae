import { closeSync, writeFileSync } from 'node:fs';
import { Problem } from '../errors.ts';
import { parseWithDigits } from '../http/parameters/json.ts';
import { makeEncoder } from './encode-text.ts';
import type { ReadLine } from './read-lines.ts';
import { reasonColumn } from './row.ts';
import type { SourceFile } from './source-file.ts';

/** A file of refused rows, which can be mended and imported like the file that the rows are from. */
export interface RefusedFile {
  /** Adds a row, with the reason why it was refused. */
  add(read: ReadLine, reason: string): void;
  /** Closes the file and returns its path; undefined when no row was added. */
  close(): string | undefined;
  /** Whether the added rows may have the column. A row that cannot be read may have any. */
  mayHave(column: string): boolean;
}

/**
 * Opens the file when the first row is added. It has the format, encoding and columns of the source. The reason is in a column of
 * its own, the first one: so a row with too few or too many values keeps its number of values. `columns` are those of the source's
 * first line.
 */
export function openRefusedFile(
  open: () => { readonly path: string; readonly descriptor: number },
  file: SourceFile,
  columns: readonly string[],
): RefusedFile {
  const encode = makeLazily(() => makeEncoder(file.encoding));
  const { row, mayHave } = file.format === 'csv' ? tableRows(file, columns) : jsonRows();
  let opened: ReturnType<typeof open> | undefined;
  // `writeSync` may write a part only, when the disk is nearly full.
  const write = (descriptor: number, text: string) => writeFileSync(descriptor, encode()(text));
  return {
    add(read, reason) {
      try {
        if (opened === undefined) {
          opened = open();
          write(opened.descriptor, (file.marked ? '\uFEFF' : '') + beginning(file, columns));
        }
        write(opened.descriptor, row(read, reason));
      } catch (cause) {
        throw unwritten(opened?.path, cause as NodeJS.ErrnoException);
      }
    },
    close() {
      if (opened !== undefined) closeSync(opened.descriptor);
      return opened?.path;
    },
    mayHave,
  };
}

interface RowWriter extends Pick<RefusedFile, 'mayHave'> {
  readonly row: (read: ReadLine, reason: string) => string;
}

function unwritten(path: string | undefined, cause: NodeJS.ErrnoException): Problem {
  const place = path ?? cause.path ?? '';
  const en = `cannot write refused rows to ${place}: ${cause.code}; mend this and run the import again: imported rows are skipped`;
  const zh = `无法把被拒绝的行写入 ${place}：${cause.code}；解决后重新导入，已导入的行会跳过`;
  return new Problem('request_refused', en, { zh, cause });
}

function makeLazily<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Everything before the first row. */
function beginning({ format, table }: SourceFile, columns: readonly string[]): string {
  if (format === 'jsonl') return '';
  const announced = table.announced ? `sep=${table.delimiter}\r\n` : '';
  return announced + joined(table.delimiter, [reasonColumn, ...columns.filter((column) => column !== reasonColumn)]);
}

/** Puts the reason in front of the row's values, in the place of the reason that a mended row brings. */
function tableRows({ table }: SourceFile, columns: readonly string[]): RowWriter {
  const earlier = columns.indexOf(reasonColumn);
  return {
    row({ written }, reason) {
      const values = (written as readonly string[]).filter((_, index) => index !== earlier);
      return joined(table.delimiter, [reason, ...values]);
    },
    mayHave: (column) => columns.includes(column),
  };
}

function joined(delimiter: string, values: readonly string[]): string {
  return `${values.map((value) => quoted(delimiter, value)).join(delimiter)}\r\n`;
}

function quoted(delimiter: string, value: string): string {
  const plain = !value.includes(delimiter) && !/["\r\n]/.test(value) && value === value.trim();
  return plain ? value : `"${value.replaceAll('"', '""')}"`;
}

/**
 * Puts the reason into the object, and keeps the rest as it is written. A line that is no object stays as it is: it shows itself
 * what is wrong.
 */
function jsonRows(): RowWriter {
  const named = new Set<string>();
  let unreadable = false;
  return {
    row({ line, written }, reason) {
      const text = written as string;
      if ('unreadable' in line) {
        unreadable = true;
        return `${text}\n`;
      }
      const row = parseWithDigits(text) as Record<string, unknown>;
      for (const name of Object.keys(row)) named.add(name.trim());
      if (Object.hasOwn(row, reasonColumn)) return `${JSON.stringify({ ...row, [reasonColumn]: reason })}\n`;
      const rest = text.slice(1).trimStart();
      return `{${JSON.stringify(reasonColumn)}:${JSON.stringify(reason)}${rest === '}' ? '' : ','}${rest}\n`;
    },
    mayHave: (column) => unreadable || named.has(column),
  };
}
