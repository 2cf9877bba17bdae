import type { Tx } from '../context.ts';
import type { ImportedTicket } from './read-ticket.ts';

/** Returns the numbers of the imported tickets that the company's tickets have already. */
export async function takenNumbers(
  { query, company, flush }: Tx,
  imported: readonly ImportedTicket[],
): Promise<Set<string>> {
  const numbers = imported.flatMap(({ number }) => number ?? []);
  if (numbers.length === 0) return new Set();
  flush('ticket');
  const rows = await query
    .selectFrom('ticket')
    .select('number')
    .where('company_id', '=', company.id)
    .where('number', 'in', numbers)
    .execute();
  return new Set(rows.map(({ number }) => number));
}
