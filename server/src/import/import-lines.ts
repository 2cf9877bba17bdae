import { type Commanding, run, type Tx } from '../context.ts';
import { countNew } from '../tickets/counting/ticket-counts.ts';
import { type Desk, openDesk } from '../tickets/model/desk.ts';
import type { Ticket } from '../tickets/model/ticket.ts';
import { keepCheckpoint, readCheckpoint } from './checkpoint.ts';
import { type ImportedCustomer, readCustomer } from './read-customer.ts';
import { type ImportedTicket, readTicket } from './read-ticket.ts';
import { reasonOf } from './reason.ts';
import type { Fault, ImportKind, ImportLine } from './row.ts';
import { writeCustomer } from './write-customer.ts';
import { takenNumbers, writeTicket } from './write-ticket.ts';

/** Consecutive lines of a file, imported in one transaction. */
export interface LinesInput {
  readonly kind: ImportKind;
  /** Identifies what is imported: the kind and the hash of the file's contents. */
  readonly source: string;
  readonly lines: readonly ImportLine[];
  /** True to import the lines and then roll the transaction back, which only finds their faults. */
  readonly dryRun: boolean;
}

export interface ImportedLines {
  readonly created: number;
  readonly updated: number;
  readonly faults: readonly Fault[];
}

/** The result of `readRow`: a customer or a ticket to write, or a fault. */
type ReadRow =
  | { readonly line: number; readonly customer: ImportedCustomer }
  | { readonly line: number; readonly ticket: ImportedTicket }
  | Fault;

/**
 * Imports lines in two steps. Before the transaction, each line is turned into a customer or a ticket. Then one
 * transaction writes the customers or tickets, and the checkpoint; it skips the lines that an earlier transaction
 * imported. A line that cannot be imported becomes a fault, and the others are still written.
 */
export async function importLines(context: Commanding, input: LinesInput): Promise<ImportedLines> {
  const { kind, source, lines, dryRun } = input;
  const desk = await openDesk(context);
  const rows: ReadRow[] = [];
  for (const line of lines) rows.push(await readRow(context, desk, kind, line));

  const command = async (tx: Tx) => {
    const reached = await readCheckpoint(tx.query, tx.company.id, source);
    const remaining = rows.filter(({ line }) => line > reached.line);
    const imported = await writeRows(tx, desk, kind, remaining);
    if (dryRun) throw new DryRun(imported);
    const line = remaining.at(-1)?.line;
    if (line !== undefined) await keepCheckpoint(tx, source, { line, faults: imported.faults });
    return imported;
  };
  try {
    return await run(context, command);
  } catch (error) {
    if (error instanceof DryRun) return error.imported;
    throw error;
  }
}

/** Thrown at the end of a dry run's command, because only a command that fails is rolled back. */
class DryRun extends Error {
  readonly imported: ImportedLines;
  constructor(imported: ImportedLines) {
    super('a dry run');
    this.imported = imported;
  }
}

async function readRow(context: Commanding, desk: Desk, kind: ImportKind, row: ImportLine): Promise<ReadRow> {
  const { line } = row;
  if ('unreadable' in row) return { line, reason: row.unreadable };
  try {
    if (kind === 'customers') return { line, customer: readCustomer(context.company, row.given) };
    return { line, ticket: await readTicket(context, desk, row.given) };
  } catch (error) {
    return { line, reason: reasonOf(kind, error) };
  }
}

async function writeRows(tx: Tx, desk: Desk, kind: ImportKind, rows: readonly ReadRow[]): Promise<ImportedLines> {
  const taken = await takenNumbers(
    tx,
    rows.flatMap((row) => ('ticket' in row ? row.ticket : [])),
  );
  const count = { created: 0, updated: 0 };
  const faults: Fault[] = [];
  const tickets: Ticket[] = [];
  for (const row of rows) {
    try {
      if ('reason' in row) faults.push(row);
      else if ('customer' in row) count[await writeCustomer(tx, row.customer)] += 1;
      else tickets.push(await writeTicket(tx, desk, row.ticket, taken));
    } catch (error) {
      faults.push({ line: row.line, reason: reasonOf(kind, error) });
    }
  }
  countNew(tx, tickets);
  return { ...count, created: count.created + tickets.length, faults };
}
