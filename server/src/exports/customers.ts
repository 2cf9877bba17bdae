import type { Queries } from '../db/database.ts';
import { detached, type JsonText, jsonText, parseJson } from '../json/json-text.ts';
import type { TicketCustomer } from '../tickets/reading/detail.ts';
import type { PastTicket } from '../tickets/reading/past.ts';
import { exportedCustomer } from '../wire/export-line.ts';

const mostRemembered = 10_000;

const none = jsonText(null);

/** Makes what the lines of tickets tell of their customers, some tickets at a time; most come again. */
export function customerTexts(
  query: Queries,
  companyId: string,
): (tickets: readonly PastTicket[]) => Promise<JsonText[]> {
  const known = new Map<JsonText, JsonText>();

  async function learn(strangers: readonly JsonText[]): Promise<void> {
    const ids = strangers.map((id) => parseJson<string | null>(id) ?? '');
    const found = await readCustomers(query, companyId, ids);
    for (const [index, id] of ids.entries())
      known.set(detached(strangers[index]!), exportedCustomer(id, found.get(id)));
  }

  return async (tickets) => {
    if (known.size > mostRemembered) known.clear();
    const ids = tickets.map(({ last }) => last.customerId?.to ?? none);
    const texts = ids.map((id) => known.get(id));
    const strangers = ids.filter((_, index) => texts[index] === undefined);
    if (strangers.length > 0) await learn([...new Set(strangers)]);
    return texts.map((text, index) => text ?? known.get(ids[index]!)!);
  };
}

async function readCustomers(query: Queries, companyId: string, ids: readonly string[]) {
  const rows: TicketCustomer[] = await query
    .selectFrom('customer')
    .select(['id', 'nick', 'name', 'emails', 'phones'])
    .where('company_id', '=', companyId)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((customer) => [customer.id, customer]));
}
