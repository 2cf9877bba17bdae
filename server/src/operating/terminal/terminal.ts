import { createInterface } from 'node:readline/promises';
import type { Words } from '@gongdan/contract';
import type { Language } from '../../config/language.ts';
import { refusedCommand } from '../../errors.ts';
import { makeProgress, type Progress } from './progress.ts';
import { localTime, printable } from './shown.ts';
import { tableOf } from './table.ts';
import { WrongUse } from './wrong-use.ts';

/** One column of a table. */
export interface Column<Row> {
  readonly title: Words;
  /** The cell of a row. An undefined cell is left empty. */
  readonly cell: (row: Row) => string | number | undefined;
}

/**
 * What a command prints and asks. Results go to standard output: as text on a terminal, and as JSON elsewhere or with
 * `--json`. Everything else goes to standard error, in the user's language.
 */
export interface Terminal {
  readonly language: Language;
  /** True when results are printed as JSON. */
  readonly json: boolean;
  /** True when `--json` was given. */
  readonly jsonDemanded: boolean;
  /** The text in the user's language. */
  text(words: Words): string;
  /** Prints a sentence to standard error. Control characters become blanks, because a terminal would obey them. */
  say(words: Words): void;
  /** Prints text to standard output as it is. */
  print(text: string): void;
  /** Prints a table, or one JSON object a line. */
  printRows<Row extends object>(columns: readonly Column<Row>[], rows: readonly Row[]): void;
  /** Prints one JSON object, or on a terminal the text that `tell` makes of it, without control characters. */
  printResult<Result extends object>(result: Result, tell: (result: Result) => Words): void;
  /** An instant in the local zone, such as `2026-11-30 14:05:09`. */
  time(at: number): string;
  /**
   * Asks whether to go on; throws Problem when the answer is no. `yes` (the option `--yes`) answers beforehand. Where
   * nobody can be asked, because input or error output is no terminal, it throws WrongUse without `yes`.
   */
  confirm(question: Words, options: { readonly yes?: boolean | undefined }): Promise<void>;
  /** Shows the progress of a long command on standard error. */
  progress(): Progress;
}

/** The streams of the process, and what the command line says about them. */
export interface TerminalSources {
  readonly language: Language;
  readonly json: boolean;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
}

export function openTerminal({ language, json, input, output, errors }: TerminalSources): Terminal {
  const asJson = json || !output.isTTY;
  const text = (words: Words) => words[language];
  const print = (line: string) => output.write(`${line}\n`);
  return {
    language,
    json: asJson,
    jsonDemanded: json,
    text,
    print,
    say: (words) => errors.write(`${printable(text(words))}\n`),
    printRows(columns, rows) {
      if (asJson) {
        for (const row of rows) print(JSON.stringify(row));
        return;
      }
      const titles = columns.map(({ title }) => text(title));
      const cells = rows.map((row) => columns.map(({ cell }) => String(cell(row) ?? '')));
      // A terminal that does not know its width has 0 columns.
      print(tableOf(titles, cells, output.columns || Number.POSITIVE_INFINITY));
    },
    printResult: (result, tell) => print(asJson ? JSON.stringify(result) : printable(text(tell(result)))),
    time: localTime,
    async confirm(question, { yes = false }) {
      if (yes) return;
      if (!input.isTTY || !errors.isTTY) throw new WrongUse(unaskable(question));
      if (!(await isAffirmed(text(question), input, errors))) throw refusedCommand(cancelled);
    },
    progress: () => makeProgress(errors),
  };
}

/** The answer to a question was no, or Ctrl+C. */
export const cancelled: Words = { zh: '已取消，未作任何更改。', en: 'Cancelled; nothing was changed.' };

function unaskable({ zh, en }: Words): Words {
  return {
    zh: `${zh} 当前无法询问（没有终端）；确认要执行时请加 --yes。`,
    en: `${en} Nobody can be asked, because there is no terminal; add --yes to do it.`,
  };
}

async function isAffirmed(question: string, input: NodeJS.ReadStream, output: NodeJS.WriteStream): Promise<boolean> {
  const lines = createInterface({ input, output });
  // Without this listener Ctrl+C would leave the question open and end the process with code 0.
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([lines.question(`${question} [y/N] `), closed]);
    return /^(y|yes|是)$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
