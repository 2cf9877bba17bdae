import { createHash } from 'node:crypto';
import { appendFileSync, createReadStream, existsSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../../errors.ts';
import { type ReadLine, readLines } from '../../import/read-lines.ts';
import type { Fault, ImportKind } from '../../import/row.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { makeProgress } from '../terminal/progress.ts';
import { checkSource, type SourceOptions } from './import-source.ts';
import { openSession, type Session } from './operations.ts';

export interface ImportOptions extends SourceOptions {
  readonly errors?: string;
  readonly dryRun?: boolean;
  readonly again?: boolean;
}

/** The most lines of a transaction. A running server's calls wait for the transaction, so it must be short. */
const linesAtATime = 200;
/**
 * A batch of lines ends when it has this many characters, because the command and the server each hold a batch in memory.
 */
const charactersAtATime = 4 * 1024 ** 2;

/**
 * Imports a file, continuing after the last imported line, and prints the counts as one JSON object. Refused lines are
 * written with their reasons to a file of their own, and the exit code is then 1.
 */
export async function importFile({ config }: Invocation, kind: ImportKind, path: string, options: ImportOptions) {
  if (!existsSync(path)) throw new Problem('request_refused', `there is no file ${path}`);
  const session = await openSession(config);
  try {
    const outcome = await importThrough(session, kind, path, options);
    console.log(JSON.stringify(outcome));
    if (outcome.refused > 0) process.exitCode = 1;
  } finally {
    await session.close();
  }
}

/** Imports the file through an open session and returns the counts. */
export async function importThrough(session: Session, kind: ImportKind, path: string, options: ImportOptions) {
  const { company: companyId, dryRun = false, again = false } = options;
  const file = await checkSource(session, kind, path, options);
  const errorsPath = options.errors ?? `${path}.errors.jsonl`;
  const source = `${kind}:${await hashOf(path)}`;
  // A dry run starts at the first line, whatever was imported before.
  const reached = dryRun ? { line: 0, faults: [] } : await session.perform('importBegin', { companyId, source, again });
  if (reached.line === 0) rmSync(errorsPath, { force: true });
  const errors = openErrors(errorsPath);
  // If an import was killed, the faults of its last transaction may be in the store but not in the errors file.
  errors.add(reached.faults);
  if (reached.line > 0) {
    const refused = existsSync(errorsPath) ? `, but for those in ${errorsPath}` : '';
    console.error(`Lines up to ${reached.line} were imported before${refused}.`);
  }

  const progress = makeProgress(process.stderr);
  const { size } = statSync(path);
  const outcome = { created: 0, updated: 0, refused: 0, errors: errorsPath as string | undefined };
  for await (const lines of batches(readLines(file), reached.line)) {
    // No checkpoint is ever stored for `dry:…`, so a dry run skips no lines that were imported before.
    const input = { companyId, kind, source: dryRun ? `dry:${source}` : source, dryRun };
    const imported = await session.perform('importLines', { ...input, lines: lines.map(({ line }) => line) });
    errors.add(imported.faults);
    outcome.created += imported.created;
    outcome.updated += imported.updated;
    outcome.refused += imported.faults.length;
    const { line, bytes } = lines.at(-1)!;
    progress.show(`line ${line.line}, ${Math.floor((100 * bytes) / size)} %, ${outcome.refused} refused`);
  }
  progress.end();
  return outcome.refused > 0 ? outcome : { ...outcome, errors: undefined };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function* batches(lines: AsyncIterable<ReadLine>, after: number): AsyncGenerator<ReadLine[]> {
  let batch: ReadLine[] = [];
  let characters = 0;
  for await (const read of lines) {
    if (read.line.line <= after) continue;
    batch.push(read);
    characters += read.size;
    if (batch.length < linesAtATime && characters < charactersAtATime) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}

/** Opens the file that lists refused lines, one JSON object each. Each line is listed once, in order. */
function openErrors(path: string) {
  let last = lastLineIn(path);
  return {
    add(faults: readonly Fault[]): void {
      const added = faults.filter(({ line }) => line > last);
      if (added.length === 0) return;
      appendFileSync(path, added.map((fault) => `${JSON.stringify(fault)}\n`).join(''));
      last = added.at(-1)!.line;
    },
  };
}

function lastLineIn(path: string): number {
  if (!existsSync(path)) return 0;
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf('\n') + 1;
  // A killed import may have left the last line incomplete. It is removed, because the next line would be joined to it.
  truncateSync(path, end);
  const last = bytes.toString('utf8', 0, end).split('\n').at(-2);
  return last === undefined ? 0 : (JSON.parse(last) as Fault).line;
}
