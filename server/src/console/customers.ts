import type { consoleEndpoints } from '@gongdan/contract/console';
import { loadCatalog } from '../catalog/load.ts';
import { run } from '../context.ts';
import { refusedInConsole } from '../errors.ts';
import type { Customer } from '../people/customer.ts';
import { findByBeginning } from '../people/customer-beginnings.ts';
import { findCustomer } from '../people/customer-store.ts';
import { updateCustomer as update } from '../people/save-customer.ts';
import type { Condition } from '../tickets/lists/condition.ts';
import { countSelected, listSelected } from '../tickets/lists/selected.ts';
import { selectionOf } from '../tickets/lists/selection.ts';
import { customerChanges } from './customer-input.ts';
import type { ConsoleContext, ConsoleHandler } from './handler.ts';
import { shownCustomer } from './shown/customer.ts';
import { shownRow } from './shown/ticket-row.ts';

const lastTickets = 50;
/** Beyond so many the page says "that many or more": one customer may stand for everybody who gave no name. */
const mostCounted = 1_000;

export const searchCustomers: ConsoleHandler<typeof consoleEndpoints.searchCustomers> = async (context, { text }) => {
  const found = await findByBeginning(context.db, context.company.id, text);
  return { customers: found.map(shownCustomer) };
};

export const getCustomer: ConsoleHandler<typeof consoleEndpoints.getCustomer> = async (context, { id }) => {
  const { db, company, agent, snapshots } = context;
  const customer = await knownCustomer(context, id);
  const ofCustomer: Condition = { of: 'customer', test: 'in', values: [id] };
  const look = { catalog: await snapshots.get(company.id, loadCatalog), agent, at: context.now() };
  const selection = selectionOf([ofCustomer], look)!;
  const newest = { sort: { by: 'createdAt', order: 'desc' }, limit: lastTickets } as const;
  const [tickets, ticketCount] = await Promise.all([
    listSelected(db.query, company.id, selection, newest),
    countSelected(db.query, company.id, selection, mostCounted),
  ]);
  return { customer: shownCustomer(customer), tickets: tickets.map(shownRow), ticketCount };
};

export const updateCustomer: ConsoleHandler<typeof consoleEndpoints.updateCustomer> = async (context, given) => {
  const { id, ...changes } = given;
  await run(context, (tx) => update(tx, id, customerChanges(changes)));
  return { customer: shownCustomer(await knownCustomer(context, id)) };
};

async function knownCustomer({ db, company }: ConsoleContext, id: string): Promise<Customer> {
  const customer = await findCustomer(db.query, company.id, id);
  if (!customer) throw refusedInConsole('customer_unknown', 'no such customer', 'id');
  return customer;
}
