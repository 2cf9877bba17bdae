import { pipeline } from 'node:stream';
import type { Words } from '@gongdan/contract';
import { CsvError, type Parser, parse } from 'csv-parse';
import { longestRow, openSource, type SourceFile, unreadableFile } from './source-file.ts';

/** A row of a table; the first row names the columns. */
export interface TableRecord {
  /** The number of the row's last line, from 1. */
  readonly line: number;
  readonly values: readonly string[];
  /** How many bytes of the file have been read so far; rows after this one may be among them. */
  readonly bytes: number;
}

/**
 * Reads CSV as spreadsheets write it, with quotes around values that hold separators, quotes or line breaks. Throws Problem
 * with the line in which a malformed or endless row begins.
 */
export async function* readRecords(file: SourceFile): AsyncGenerator<TableRecord> {
  const { delimiter, announced } = file.table;
  const { text, bytesRead } = openSource(file);
  const count = countLines();
  const parser = parse({
    delimiter,
    // The line `sep=;` is counted, but it is no row.
    from_line: announced ? 2 : 1,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: longestRow,
    // Puts the line number in front of the values: the parser reads ahead, so its own count belongs to a later row.
    on_record: (values: string[], { lines }) => [String(count.endOf(values, lines)), ...values],
  });
  try {
    for await (const [line, ...values] of flow(text, parser)) yield { line: Number(line), values, bytes: bytesRead() };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadableFile(file.path, count.next(), whyNot(error));
  }
}

/** Returns the rows of the text. Uses a pipeline, because without it the rows would never end when the text fails. */
function flow(text: AsyncIterable<string>, parser: Parser): AsyncIterable<string[]> {
  return pipeline(text, parser, () => {});
}

/** Corrects the library's line numbers: it counts CRLF within quotes as two lines. */
function countLines() {
  let twice = 0;
  let last = 0;
  return {
    endOf(values: readonly string[], counted: number): number {
      twice += values.join().split('\r\n').length - 1;
      last = counted - twice;
      return last;
    },
    /** Returns the line in which the next row begins. */
    next: () => last + 1,
  };
}

function whyNot({ code }: CsvError): Words {
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return {
      zh: `开始的一行数据超过 ${longestRow} 个字符；可能有引号没有闭合`,
      en: `begins a row of more than ${longestRow} characters; a quote may be open that nothing closes`,
    };
  }
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return { zh: '开始的一行数据有引号没有闭合', en: 'begins a row with a quote that nothing closes' };
  }
  return {
    zh: '开始的一行数据在值的中间有引号；这样的值要整个放在引号里，其中的引号写两遍',
    en: 'begins a row with a quote in the midst of a value; such a value is quoted whole, and its quotes are doubled',
  };
}
