import type { consoleEndpoints } from '@gongdan/contract/console';
import { loadCatalog } from '../../catalog/load.ts';
import type { Condition } from '../../tickets/lists/condition.ts';
import { countSelected, listSelected } from '../../tickets/lists/selected.ts';
import { selectionOf } from '../../tickets/lists/selection.ts';
import { demandCustomer } from '../demand-customer.ts';
import type { ConsoleHandler } from '../handler.ts';
import { shownCustomer } from '../shown/customer.ts';
import { shownRow } from '../shown/ticket-row.ts';

const lastTickets = 50;
/** A customer with more tickets shows "that many or more": one customer may stand for everybody who gave no name. */
const mostCounted = 1_000;

export const getCustomer: ConsoleHandler<typeof consoleEndpoints.getCustomer> = async (context, { id }) => {
  const { db, company, agent, snapshots } = context;
  const customer = await demandCustomer(context, id);
  const ofCustomer: Condition = { of: 'customer', test: 'in', values: [id] };
  const viewer = { catalog: await snapshots.get(company.id, loadCatalog), agent, at: context.now() };
  const selection = selectionOf([ofCustomer], viewer)!;
  const newest = { sort: { by: 'createdAt', order: 'desc' }, limit: lastTickets } as const;
  const [tickets, ticketCount] = await Promise.all([
    listSelected(db.query, company.id, selection, newest),
    countSelected(db.query, company.id, selection, mostCounted),
  ]);
  return { customer: shownCustomer(customer), tickets: tickets.map(shownRow), ticketCount };
};
