import { pipeline } from 'node:stream';
import { CsvError, type Parser, parse } from 'csv-parse';
import { longestRow, openSource, type SourceFile, unreadableFile } from './source-file.ts';

/** A row of a table, and the first row among them, which names the columns. */
export interface TableRecord {
  /** The line that the row ends in, the first being 1. */
  readonly line: number;
  readonly values: readonly string[];
  /** How many bytes of the file were read so far. */
  readonly bytes: number;
}

/**
 * Reads a table as spreadsheets write it: commas, quotes around what holds commas, quotes or line breaks. Throws
 * Problem with the line in which a row begins that has no end.
 */
export async function* readRecords(file: SourceFile): AsyncGenerator<TableRecord> {
  const { text, bytesRead } = openSource(file);
  const count = countLines();
  const parser = parse({
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: longestRow,
    // The line goes in front of the values: rows are parsed ahead of those that were taken.
    on_record: (values: string[], { lines }) => [String(count.endOf(values, lines)), ...values],
  });
  try {
    for await (const [line, ...values] of flow(text, parser)) yield { line: Number(line), values, bytes: bytesRead() };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadableFile(file.path, count.next(), whyNot(error));
  }
}

/** A pipeline hands an error of the text on to the reader of the rows, which would wait for ever without it. */
function flow(text: AsyncIterable<string>, parser: Parser): AsyncIterable<string[]> {
  return pipeline(text, parser, () => {});
}

/** The library counts a line break of two characters within quotes as two lines. */
function countLines() {
  let twice = 0;
  let last = 0;
  return {
    endOf(values: readonly string[], counted: number): number {
      twice += values.join().split('\r\n').length - 1;
      last = counted - twice;
      return last;
    },
    /** The line after the last row, in which the next one begins. */
    next: () => last + 1,
  };
}

function whyNot({ code }: CsvError): string {
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return `begins a row of more than ${longestRow} characters; a quote may be open that nothing closes`;
  }
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'begins a row with a quote that nothing closes';
  return 'begins a row with a quote in the midst of a value; such a value is quoted whole, and its quotes are doubled';
}
