import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ImportedLines } from '../../import/import-lines.ts';
import { type ReadLine, readLines } from '../../import/read-lines.ts';
import { openRefusedFile, type RefusedFile } from '../../import/refused-file.ts';
import type { Fault, ImportKind } from '../../import/row.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { WrongUse } from '../terminal/wrong-use.ts';
import { howToContinue, type ImportOutcome, progressWords, refusalOf, shownOn, tellOutcome } from './import-outcome.ts';
import { checkSource, type Reach, type SourceOptions } from './import-source.ts';
import { openSession } from './operations.ts';
import { findRefusedPlace } from './refused-place.ts';
import { demandSteadyFile } from './steady-file.ts';

export interface ImportOptions extends SourceOptions {
  readonly refused?: string;
  readonly dryRun?: boolean;
  readonly again?: boolean;
  /** `--key` on the command line. */
  readonly keyColumn?: 'recordid';
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
  demandSteadyFile(path);
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
  const { company: companyId, dryRun = false, again = false, keyColumn: key, refused } = options;
  demandTicketsForKey(kind, key);
  const demandUnchanged = demandSteadyFile(path);
  const { file, header } = await checkSource(reach, kind, path, options);
  const begun = await session.perform('importBegin', { companyId, source: `${kind}:${await hashOf(path)}` });
  const before = again ? 0 : begun.line;
  const place = dryRun && refused === undefined ? undefined : findRefusedPlace(file, refused);
  const refusedFile = place && openRefusedFile(place, file, header);
  const report = openReport(reach, refusedFile);
  const { size } = statSync(path);
  try {
    for await (const lines of batches(readLines(file))) {
      demandUnchanged();
      const wanted = lines.filter((read) => read.line.line > before);
      report.skip(lines.length - wanted.length);
      const input = { companyId, kind, run: begun.run, dryRun, again, key, lines: wanted.map((read) => read.line) };
      if (wanted.length > 0) report.add(wanted, await session.perform('importLines', input));
      report.show(lines.at(-1)!, size);
    }
    demandUnchanged();
  } finally {
    report.close();
  }
  const { outcome } = report;
  if (refusedFile && outcome.refused > 0) terminal.say(howToContinue(kind, file, options, outcome, refusedFile));
  return outcome;
}

/** Refuses `--key` for customers, because they are recognised by `userid` or `partnerid`. */
function demandTicketsForKey(kind: ImportKind, key: ImportOptions['keyColumn']): void {
  if (key === undefined || kind === 'tickets') return;
  throw new WrongUse({ zh: '--key 只用于工单', en: '--key is for tickets only' });
}

/** On standard error, this many refusals are shown; when no file gets them, more. */
const mostShown = { beside: 5, alone: 50 };

/** Counts what was done, shows progress and the first refusals, and writes refused rows to the file. */
function openReport({ terminal }: Reach, file: RefusedFile | undefined) {
  const most = file === undefined ? mostShown.alone : mostShown.beside;
  const progress = terminal.progress();
  const outcome = { created: 0, updated: 0, skipped: 0, refused: 0, refused_file: undefined as string | undefined };

  function refuse(read: ReadLine, fault: Fault): void {
    const words = refusalOf(fault);
    if (outcome.refused < most) terminal.say(shownOn(words));
    outcome.refused += 1;
    file?.add(read, words[terminal.language]);
  }

  return {
    outcome,
    skip(rows: number) {
      outcome.skipped += rows;
    },
    add(lines: readonly ReadLine[], imported: ImportedLines) {
      outcome.created += imported.created;
      outcome.updated += imported.updated;
      outcome.skipped += imported.skipped;
      if (imported.faults.length > 0) progress.end();
      const read = new Map(lines.map((one) => [one.line.line, one]));
      for (const fault of imported.faults) refuse(read.get(fault.line)!, fault);
    },
    show({ line, bytes }: ReadLine, size: number) {
      progress.show(terminal.text(progressWords(line.line, bytes / size, outcome)));
    },
    close() {
      progress.end();
      outcome.refused_file = file?.close();
    },
  };
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
