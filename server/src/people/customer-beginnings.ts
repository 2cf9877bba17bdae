import { type RawBuilder, sql } from 'kysely';
import { isBegunWhole } from '../db/case.ts';
import type { Database, Queries } from '../db/database.ts';
import type { Customer } from './customer.ts';
import { customerOf, selectCustomers } from './customer-store.ts';
import { begins, spelled } from './spelled.ts';

const mostFound = 20;
/** The most matches that are read of each column. A beginning like "1" matches half of all phones. */
const mostLookedAt = 200;

/**
 * Finds up to 20 customers whose nick, name, e-mail, phone or partner id begins with the text, last changed first. Reads at
 * most 200 matches of each column, so that others may be missing. A blank text finds the newest customers.
 */
export async function findByBeginning(
  { query, aside }: Pick<Database, 'query' | 'aside'>,
  companyId: string,
  text: string,
): Promise<Customer[]> {
  const wanted = text.trim();
  const customers = selectCustomers(query, companyId).limit(mostFound);
  if (wanted === '') return read(customers.orderBy('customer.created_at', 'desc').orderBy('customer.id', 'desc'));
  // If `beginningsOf` cut the text, the store may have to read all rows in a range. On SQLite, 40,000 of them blocked the event
  // loop for 360 ms, so another thread reads them.
  const ids = await idsBeginning(isBegunWhole(wanted) ? query : aside, companyId, wanted);
  if (ids.length === 0) return [];
  return read(
    customers.where('customer.id', 'in', ids).orderBy('customer.updated_at', 'desc').orderBy('customer.id', 'desc'),
  );
}

async function read(customers: ReturnType<typeof selectCustomers>): Promise<Customer[]> {
  const rows = await customers.execute();
  return rows.map(customerOf);
}

async function idsBeginning(query: Queries, companyId: string, text: string): Promise<string[]> {
  const customers = query.selectFrom('customer').select('id').where('company_id', '=', companyId);
  const contacts = query.selectFrom('customer_contact').select('customer_id as id').where('company_id', '=', companyId);
  const beginning = (rows: typeof customers | typeof contacts, column: RawBuilder<unknown>, indexed = column) =>
    spelled(query, rows, { column, indexed, text, extent: 'beginning' }).limit(mostLookedAt).execute();
  const found = await Promise.all([
    beginning(customers, sql`nick`, sql`lower(nick)`),
    // Repeats the condition of the partial index word for word: SQLite does not know a placeholder's value.
    beginning(customers.where(sql<boolean>`name <> ''`), sql`name`, sql`lower(name)`),
    customers.where('partner_id', 'is not', null).where(begins(sql`partner_id`, text)).limit(mostLookedAt).execute(),
    beginning(contacts.where('kind', '=', 'email'), sql`value`),
    contacts.where('kind', '=', 'phone').where(begins(sql`value`, text)).limit(mostLookedAt).execute(),
  ]);
  return [...new Set(found.flat().map(({ id }) => id))];
}
