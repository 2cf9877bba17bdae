import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { refusedCommand } from '../../errors.ts';
import type { ImportedLines } from '../../import/import-lines.ts';
import { type ReadLine, readLines } from '../../import/read-lines.ts';
import { openRefusedFile } from '../../import/refused-file.ts';
import type { ImportKind } from '../../import/row.ts';
import type { SourceFile } from '../../import/source-file.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { freePath, howToContinue, type ImportOutcome, refusalOf, shownOn, tellOutcome } from './import-outcome.ts';
import { checkSource, type Reach, type SourceOptions } from './import-source.ts';
import { openSession } from './operations.ts';

export interface ImportOptions extends SourceOptions {
  readonly refused?: string;
  readonly dryRun?: boolean;
  readonly again?: boolean;
  readonly key?: 'recordid';
}

/** The most lines of a transaction. A running server's calls wait for the transaction, so it must be short. */
const linesAtATime = 200;
/**
 * A batch of lines ends when it has this many characters, because the command and the server each hold a batch in memory.
 */
const charactersAtATime = 4 * 1024 ** 2;

/**
 * Imports the rows of a file that no earlier run imported, and prints the counts. Refused rows are written with their reasons to
 * a file of their own, and the exit code is then 1.
 */
export async function importFile(
  { config, terminal }: Invocation,
  kind: ImportKind,
  path: string,
  options: ImportOptions,
): Promise<void> {
  if (!existsSync(path)) throw refusedCommand({ zh: `没有文件 ${path}`, en: `there is no file ${path}` });
  const session = await openSession(config);
  try {
    const outcome = await importThrough({ session, terminal }, kind, path, options);
    terminal.printResult(outcome, (counts) => tellOutcome(counts, options.dryRun ?? false));
    if (outcome.refused > 0) process.exitCode = 1;
  } finally {
    await session.close();
  }
}

/** Imports the file through an open session and returns the counts. */
export async function importThrough(
  reach: Reach,
  kind: ImportKind,
  path: string,
  options: ImportOptions,
): Promise<ImportOutcome> {
  const { session, terminal } = reach;
  const { company: companyId, dryRun = false, again = false, key } = options;
  const { file, header } = await checkSource(reach, kind, path, options);
  const begun = await session.perform('importBegin', { companyId, source: `${kind}:${await hashOf(path)}` });
  const before = again ? 0 : begun.line;
  const report = openReport(reach, file, header, refusedPath(file, options));
  const progress = terminal.progress();
  const { size } = statSync(path);
  try {
    for await (const lines of batches(readLines(file))) {
      const { line, bytes } = lines.at(-1)!;
      const wanted = lines.filter((read) => read.line.line > before);
      report.skip(lines.length - wanted.length);
      const input = { companyId, kind, run: begun.run, dryRun, again, key, lines: wanted.map((read) => read.line) };
      if (wanted.length > 0) report.add(wanted, await session.perform('importLines', input));
      progress.show(progressOf(line.line, bytes, size, report.outcome));
    }
  } finally {
    progress.end();
    report.close();
  }
  const { outcome } = report;
  if (outcome.refused_file !== undefined) terminal.say(howToContinue(kind, file, options, outcome));
  return outcome;
}

/** Returns where refused rows are written; undefined for a dry run that was not told where. */
function refusedPath(file: SourceFile, { refused, dryRun = false }: ImportOptions): string | undefined {
  if (refused !== undefined && existsSync(refused) && sameFile(refused, file.path)) {
    throw refusedCommand({ zh: '不能是被导入的文件本身', en: 'is the imported file itself' }, '--refused');
  }
  return refused ?? (dryRun ? undefined : freePath(file));
}

function sameFile(one: string, other: string): boolean {
  const [a, b] = [statSync(one), statSync(other)];
  return a.dev === b.dev && a.ino === b.ino;
}

/** On standard error, this many refusals are shown; in a dry run without a file, more. */
const mostShown = { beside: 5, alone: 50 };

/** Counts what was done, shows the first refusals, and writes refused rows to the file at `path`. */
function openReport({ terminal }: Reach, file: SourceFile, header: readonly string[], path: string | undefined) {
  const refused = path === undefined ? undefined : openRefusedFile(path, file, header);
  const most = path === undefined ? mostShown.alone : mostShown.beside;
  const outcome = { created: 0, updated: 0, skipped: 0, refused: 0, refused_file: undefined as string | undefined };
  return {
    outcome,
    skip(rows: number) {
      outcome.skipped += rows;
    },
    add(lines: readonly ReadLine[], imported: ImportedLines) {
      outcome.created += imported.created;
      outcome.updated += imported.updated;
      outcome.skipped += imported.skipped;
      const read = new Map(lines.map((one) => [one.line.line, one]));
      for (const fault of imported.faults) {
        const words = refusalOf(fault);
        if (outcome.refused < most) terminal.say(shownOn(words));
        outcome.refused += 1;
        refused?.add(read.get(fault.line)!, words[terminal.language]);
        outcome.refused_file = path;
      }
    },
    close: () => refused?.close(),
  };
}

function progressOf(line: number, bytes: number, size: number, { skipped, refused }: ImportOutcome): string {
  return `${line} · ${Math.floor((100 * bytes) / size)} % · =${skipped} · !${refused}`;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function* batches(lines: AsyncIterable<ReadLine>): AsyncGenerator<ReadLine[]> {
  let batch: ReadLine[] = [];
  let characters = 0;
  for await (const read of lines) {
    batch.push(read);
    characters += read.size;
    if (batch.length < linesAtATime && characters < charactersAtATime) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}
