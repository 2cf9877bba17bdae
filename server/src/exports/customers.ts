import type { Queries } from '../db/database.ts';
import type { TicketCustomer } from '../tickets/reading/detail.ts';

const mostRemembered = 10_000;

/** Returns the customer of each id, or undefined. */
export type FindCustomers = (ids: readonly (string | null)[]) => Promise<(TicketCustomer | undefined)[]>;

/** Makes a function that reads customers of the company and remembers them: most have several tickets in a day's file. */
export function makeFindCustomers(query: Queries, companyId: string): FindCustomers {
  const known = new Map<string | null, TicketCustomer>();

  return async (ids) => {
    if (known.size > mostRemembered) known.clear();
    const unknown = new Set(ids.filter((id) => id !== null && !known.has(id)) as string[]);
    if (unknown.size > 0) {
      for (const customer of await readCustomers(query, companyId, [...unknown])) known.set(customer.id, customer);
    }
    return ids.map((id) => known.get(id));
  };
}

function readCustomers(query: Queries, companyId: string, ids: readonly string[]): Promise<TicketCustomer[]> {
  return query
    .selectFrom('customer')
    .select(['id', 'nick', 'name', 'emails', 'phones'])
    .where('company_id', '=', companyId)
    .where('id', 'in', ids)
    .execute();
}
