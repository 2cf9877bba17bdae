import { type Commanding, run, type Tx } from '../context.ts';
import { Problem } from '../errors.ts';
import { keepCheckpoint, readCheckpoint } from './checkpoint.ts';
import { reasonOf } from './columns.ts';
import { type GivenLine, type Importing, type ImportKind, prepareImport } from './importing.ts';
import type { Fault, ImportLine } from './row.ts';

/** Some lines of a file, in their order, that are dealt with in one transaction. */
export interface LinesInput {
  readonly kind: ImportKind;
  /** Which file, by its contents. */
  readonly source: string;
  readonly lines: readonly ImportLine[];
  /** Does everything, and takes it back. */
  readonly dryRun: boolean;
}

export interface ImportedLines {
  readonly created: number;
  readonly updated: number;
  readonly faults: readonly Fault[];
}

/**
 * Imports the lines and notes how far the file has come; lines that were dealt with before are passed over. A line that
 * can't be imported is told as a fault, the others stay.
 */
export async function importLines(context: Commanding, input: LinesInput): Promise<ImportedLines> {
  const { kind, source, lines, dryRun } = input;
  const importing = await prepareImport(context, kind, lines.filter(isGiven));
  const command = async (tx: Tx) => {
    const reached = await readCheckpoint(tx.query, tx.company.id, source);
    const left = lines.filter(({ line }) => line > reached.line);
    const imported = await importEach(left, await importing(tx));
    if (dryRun) throw new Undone(imported);
    const line = left.at(-1)?.line;
    if (line !== undefined) await keepCheckpoint(tx, source, { line, faults: imported.faults });
    return imported;
  };
  try {
    return await run(context, command);
  } catch (error) {
    if (error instanceof Undone) return error.imported;
    throw error;
  }
}

/** A dry run: what the command wrote is taken back. */
class Undone extends Error {
  readonly imported: ImportedLines;
  constructor(imported: ImportedLines) {
    super('a dry run');
    this.imported = imported;
  }
}

async function importEach(lines: readonly ImportLine[], importing: Importing): Promise<ImportedLines> {
  const count = { created: 0, updated: 0 };
  const faults: Fault[] = [];
  for (const line of lines) {
    try {
      if (!isGiven(line)) faults.push({ line: line.line, reason: line.unreadable });
      else count[await importing.one(line)] += 1;
    } catch (error) {
      // Nothing is wrong with the line, and what it left is there in part: all of them are to come again.
      if (error instanceof Problem && error.reason === 'overloaded') throw error;
      faults.push({ line: line.line, reason: reasonOf(error) });
    }
  }
  await importing.end();
  return { ...count, faults };
}

function isGiven(line: ImportLine): line is GivenLine {
  return 'given' in line;
}
