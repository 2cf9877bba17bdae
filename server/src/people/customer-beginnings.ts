import { sql } from 'kysely';
import type { Queries } from '../db/database.ts';
import { contactKey } from './contacts.ts';
import type { Customer } from './customer.ts';
import { customerOf, selectCustomers } from './customer-store.ts';

const mostFound = 20;
/** How many are looked at for each of what a text may be the beginning of: "1" begins half of all phones. */
const mostLookedAt = 200;

/**
 * The customers whose nick, name, e-mail, phone or partner id begins with the text, the last changed first; of a text
 * that begins more than some hundreds only those are looked at. A blank text finds the newest.
 */
export async function findByBeginning(query: Queries, companyId: string, text: string): Promise<Customer[]> {
  const wanted = text.trim();
  const customers = selectCustomers(query, companyId).limit(mostFound);
  if (wanted === '') return read(customers.orderBy('customer.created_at', 'desc').orderBy('customer.id', 'desc'));
  const ids = await idsBeginning(query, companyId, wanted);
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
  const customers = query.selectFrom('customer').select('id').where('company_id', '=', companyId).limit(mostLookedAt);
  const contacts = query
    .selectFrom('customer_contact')
    .select('customer_id as id')
    .where('company_id', '=', companyId)
    .limit(mostLookedAt);
  const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const found = await Promise.all([
    customers.where(begins(sql`lower(nick)`, lower)).execute(),
    // Said as the index says it of itself: SQLite does not know what a placeholder's value is.
    customers.where(sql<boolean>`name <> ''`).where(begins(sql`lower(name)`, lower)).execute(),
    customers.where('partner_id', 'is not', null).where(begins(sql`partner_id`, text)).execute(),
    contacts
      .where('kind', '=', 'email')
      .where(begins(sql`value`, contactKey('email', text)))
      .execute(),
    contacts.where('kind', '=', 'phone').where(begins(sql`value`, text)).execute(),
  ]);
  return [...new Set(found.flat().map(({ id }) => id))];
}

/** As a range, which an index knows; nothing in the text has a meaning of its own. Texts compare byte by byte. */
function begins(column: ReturnType<typeof sql>, text: string) {
  return sql<boolean>`${column} >= ${text} and ${column} < ${`${text}\u{10FFFF}`}`;
}
