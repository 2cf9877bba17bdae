import { run, type Tx } from '../context.ts';
import { countNew } from '../tickets/counting/ticket-counts.ts';
import { type Desk, openDesk } from '../tickets/model/desk.ts';
import type { Ticket } from '../tickets/model/ticket.ts';
import { type EarlierRows, readEarlierRows, type Wanted } from './earlier-rows.ts';
import { type ImportedCustomer, readCustomer } from './read-customer.ts';
import { type ImportedTicket, type Reading, readTicket } from './read-ticket.ts';
import { reasonOf } from './reason.ts';
import type { Fault, ImportKind, ImportLine } from './row.ts';
import { writeCustomer } from './write-customer.ts';
import { writeTicket } from './write-ticket.ts';

/** Consecutive lines of a file, imported in one transaction. */
export interface LinesInput extends Wanted {
  readonly kind: ImportKind;
  readonly lines: readonly ImportLine[];
  /** True to import the lines and then roll the transaction back, which only finds their faults. */
  readonly dryRun: boolean;
}

export interface ImportedLines {
  readonly created: number;
  readonly updated: number;
  /** How many rows an earlier run imported. */
  readonly skipped: number;
  readonly faults: readonly Fault[];
}

/** The result of `readRow`: a customer or a ticket to write, or a fault. */
type ReadRow =
  | { readonly line: number; readonly customer: ImportedCustomer }
  | { readonly line: number; readonly ticket: ImportedTicket }
  | Fault;

/**
 * Imports lines in two steps. Before the transaction, each line is turned into a customer or a ticket. Then one transaction
 * writes those that no earlier run wrote, and their marks. A line that cannot be imported becomes a fault, and the others are
 * still written.
 */
export async function importLines(context: Reading, input: LinesInput): Promise<ImportedLines> {
  const { kind, lines, dryRun } = input;
  const desk = await openDesk(context);
  const rows: ReadRow[] = [];
  for (const line of lines) rows.push(await readRow(context, desk, kind, line));

  const command = async (tx: Tx) => {
    const imported = await writeRows(tx, desk, input, rows);
    if (dryRun) throw new DryRun(imported);
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

async function readRow(context: Reading, desk: Desk, kind: ImportKind, row: ImportLine): Promise<ReadRow> {
  const { line } = row;
  if ('unreadable' in row) return { line, reason: row.unreadable };
  try {
    if (kind === 'customers') return { line, customer: await readCustomer(context, desk, row.given) };
    return { line, ticket: await readTicket(context, desk, row.given) };
  } catch (error) {
    return { line, reason: reasonOf(kind, error) };
  }
}

async function writeRows(tx: Tx, desk: Desk, input: LinesInput, rows: readonly ReadRow[]): Promise<ImportedLines> {
  const tickets = rows.flatMap((row) => ('ticket' in row ? row.ticket : []));
  const customers = rows.flatMap((row) => ('customer' in row ? row.customer : []));
  const earlier = await readEarlierRows(tx, input, { tickets, customers });
  const count = { created: 0, updated: 0, skipped: 0 };
  const faults: Fault[] = [];
  const written: Ticket[] = [];
  for (const row of rows) {
    try {
      if ('reason' in row) faults.push(row);
      else if ('customer' in row) count[await writeOneCustomer(tx, earlier, row.customer)] += 1;
      else if (earlier.hasTicket(row.ticket)) count.skipped += 1;
      else {
        const ticket = await writeTicket(tx, desk, row.ticket);
        earlier.add(row.ticket.marks, ticket.number);
        written.push(ticket);
      }
    } catch (error) {
      faults.push({ line: row.line, reason: reasonOf(input.kind, error) });
    }
  }
  countNew(tx, written);
  await earlier.keep(tx);
  return { ...count, created: count.created + written.length, faults };
}

async function writeOneCustomer(tx: Tx, earlier: EarlierRows, customer: ImportedCustomer) {
  if (earlier.hasCustomer(customer)) return 'skipped';
  const done = await writeCustomer(tx, customer);
  earlier.add(customer.marks);
  return done;
}
