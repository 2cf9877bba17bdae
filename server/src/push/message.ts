import { loadCatalog } from '../catalog/load.ts';
import type { Happened, Tx } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import { loadStaff } from '../people/load-staff.ts';
import { isAcceptance } from '../tickets/model/apply-event.ts';
import { type MessageCustomer, messageToWire } from '../wire/push.ts';
import type { PushEndpoint } from './endpoint.ts';

/** Makes the body of an event's message as it is stored: the ticket after the event, without an endpoint's form. */
export async function messageBody(tx: Tx, publicUrl: string, { event, ticket }: Happened): Promise<string> {
  const { company, snapshots } = tx;
  const message = messageToWire({
    company,
    publicUrl,
    catalog: await snapshots.get(company.id, loadCatalog, tx),
    staff: await snapshots.get(company.id, loadStaff, tx),
    event,
    isReceipt: isAcceptance(event),
    ticket,
    customer: await readCustomer(tx, ticket.customerId),
    relatedNumbers: await readNumbers(tx, ticket.relatedIds),
  });
  return JSON.stringify(message);
}

/** Puts a message into an endpoint's form: `flat` is the ticket alone, `envelope` the documented form. */
export function inForm(form: PushEndpoint['form'], body: string): Buffer {
  return Buffer.from(form === 'flat' ? body : `{"sys_code":"4","type":"ticket","content":[${body}]}`);
}

async function readCustomer({ query, company }: Tx, id: string | null): Promise<MessageCustomer | undefined> {
  if (id === null) return undefined;
  const [row] = await customerById(query, { company: company.id, id });
  return row && { ...row, emails: splitList(row.emails), phones: splitList(row.phones) };
}

interface CustomerRow extends Omit<MessageCustomer, 'emails' | 'phones'> {
  readonly emails: string;
  readonly phones: string;
}

const customerById = prepared<{ company: string; id: string }, CustomerRow>((query, value) =>
  query
    .selectFrom('customer')
    .leftJoin('enterprise', (join) =>
      join
        .onRef('enterprise.company_id', '=', 'customer.company_id')
        .onRef('enterprise.id', '=', 'customer.enterprise_id'),
    )
    .where('customer.company_id', '=', value('company'))
    .where('customer.id', '=', value('id'))
    .select(['customer.nick', 'customer.name', 'customer.emails', 'customer.phones'])
    .select(['partner_id as partnerId', 'enterprise_id as enterpriseId', 'enterprise.name as enterpriseName']),
);

function splitList(joined: string): string[] {
  return joined === '' ? [] : joined.split(',');
}

/** Returns numbers in the order of the ids; ids of tickets that do not exist are left out. */
async function readNumbers({ query, company, flush }: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  flush('ticket');
  const rows = await query
    .selectFrom('ticket')
    .select(['id', 'number'])
    .where('company_id', '=', company.id)
    .where('id', 'in', ids)
    .execute();
  const numbers = new Map(rows.map(({ id, number }) => [id, number]));
  return ids.flatMap((id) => numbers.get(id) ?? []);
}
