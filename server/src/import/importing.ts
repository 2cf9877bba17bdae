import { loadCustomerFields } from '../catalog/customer-fields.ts';
import { loadCatalog } from '../catalog/load.ts';
import type { Commanding, Tx } from '../context.ts';
import type { Queries } from '../db/database.ts';
import { Problem } from '../errors.ts';
import { recogniseFiles } from '../files/recognise.ts';
import { countNew } from '../tickets/counting/ticket-counts.ts';
import { openDesk } from '../tickets/model/desk.ts';
import type { Ticket } from '../tickets/model/ticket.ts';
import { splitAddresses } from '../wire/file.ts';
import { checkCustomerColumns, checkTicketColumns, readCustomerRow, readTicketRow } from './columns.ts';
import { importCustomer } from './import-customer.ts';
import { importTicket, type PastRow } from './import-ticket.ts';
import type { ColumnFaults } from './look-through.ts';
import type { ImportLine } from './row.ts';

export type ImportKind = 'customers' | 'tickets';
export type GivenLine = Extract<ImportLine, { given: unknown }>;

/** Imports lines one after the other within a command. */
export interface Importing {
  /** Throws Problem when the line can't be imported. */
  one(line: GivenLine): Promise<'created' | 'updated'>;
  /** After the last. */
  end(): Promise<void>;
}

/** Judges the columns of a file by what rows of the kind have, and by the company's custom fields. */
export async function checkColumns(
  { company, snapshots }: Pick<Commanding, 'company' | 'snapshots'>,
  kind: ImportKind,
  columns: readonly string[],
): Promise<ColumnFaults> {
  if (kind === 'customers') {
    const own = await snapshots.get(company.id, loadCustomerFields);
    return checkCustomerColumns(columns, (id) => own.has(id));
  }
  const { fields } = await snapshots.get(company.id, loadCatalog);
  return checkTicketColumns(columns, (id) => fields.has(id));
}

/** Reads before the command what it needs, and answers with what then imports the lines in it. */
export async function prepareImport(
  context: Commanding,
  kind: ImportKind,
  lines: readonly GivenLine[],
): Promise<(tx: Tx) => Promise<Importing>> {
  return kind === 'customers' ? customersIn : prepareTickets(context, lines);
}

async function customersIn(tx: Tx): Promise<Importing> {
  return {
    one: ({ given }) => importCustomer(tx, readCustomerRow(given, tx.company.zone)),
    async end() {},
  };
}

async function prepareTickets(context: Commanding, lines: readonly GivenLine[]) {
  const desk = await openDesk(context);
  const past = new Map<ImportLine, PastRow | Problem>();
  for (const line of lines) past.set(line, await readPast(context, line));
  const numbers = [...past.values()].flatMap((row) => (row instanceof Problem ? [] : (row.row.ticket_code ?? [])));

  return async (tx: Tx): Promise<Importing> => {
    const taken = await takenNumbers(tx.query, tx.company.id, numbers);
    const tickets: Ticket[] = [];
    return {
      async one(line) {
        const row = past.get(line)!;
        if (row instanceof Problem) throw row;
        tickets.push(await importTicket(tx, desk, row, taken));
        return 'created';
      },
      end: async () => countNew(tx, tickets),
    };
  };
}

async function readPast({ db, company }: Commanding, { given }: GivenLine): Promise<PastRow | Problem> {
  try {
    const row = readTicketRow(given, company.zone);
    return { row, files: await recogniseFiles(db.query, company.id, splitAddresses(row.file_str)) };
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

async function takenNumbers(query: Queries, companyId: string, numbers: readonly string[]): Promise<Set<string>> {
  if (numbers.length === 0) return new Set();
  const rows = await query
    .selectFrom('ticket')
    .select('number')
    .where('company_id', '=', companyId)
    .where('number', 'in', numbers)
    .execute();
  return new Set(rows.map(({ number }) => number));
}
