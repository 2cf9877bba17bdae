import type { consoleEndpoints } from '@gongdan/contract/console';
import { loadCatalog } from '../../catalog/load.ts';
import { listSelected, readerOf } from '../../tickets/lists/selected.ts';
import { selectionOf } from '../../tickets/lists/selection.ts';
import { conditionsFromWire } from '../../wire/condition.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { demandView } from '../demand-view.ts';
import type { ConsoleHandler } from '../handler.ts';
import { shownRow } from '../shown/ticket-row.ts';

const usualLimit = 50;
const newestFirst = { by: 'updatedAt', order: 'desc' } as const;

export const listTickets: ConsoleHandler<typeof consoleEndpoints.listTickets> = async (context, given) => {
  const { db, company, agent, snapshots } = context;
  const { viewId, all = [], limit = usualLimit } = given;
  const view = viewId === undefined ? undefined : await demandView(context, viewId);
  const { by, order } = given.sort ?? view?.sort ?? newestFirst;
  const conditions = [...conditionsFromWire(view?.all ?? []), ...conditionsFromWire(all)];
  const catalog = await snapshots.get(company.id, loadCatalog);
  const after = given.after === undefined ? undefined : readCursor('after', given.after);
  const selection = selectionOf(conditions, { catalog, agent, at: context.now() });
  if (!selection) return { tickets: [], next: null };

  // Reads one row more than the page has, to know whether another page follows.
  const page = { sort: { by, order }, after, limit: limit + 1 };
  const found = await listSelected(readerOf(db, selection), company.id, selection, page);
  const tickets = found.slice(0, limit);
  const last = tickets.at(-1);
  return {
    tickets: tickets.map(shownRow),
    next: last && found.length > limit ? writeCursor({ key: last[by], id: last.id }) : null,
  };
};
