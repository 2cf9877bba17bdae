import type { consoleEndpoints } from '@gongdan/contract/console';
import { loadCatalog } from '../../catalog/load.ts';
import { countSelected, readerOf } from '../../tickets/lists/selected.ts';
import { selectionOf } from '../../tickets/lists/selection.ts';
import type { View } from '../../tickets/views/view.ts';
import { conditionsFromWire } from '../../wire/condition.ts';
import { listVisibleViews } from '../demand-view.ts';
import type { ConsoleHandler } from '../handler.ts';
import { makeInSlices } from '../shown/slices.ts';

/** A view with more tickets shows "that many or more": an exact count would cost much and tell little. */
const mostCounted = 999;
/** So many views are counted at once. Between such batches other calls are served. */
const countedAtOnce = 10;

export const countViews: ConsoleHandler<typeof consoleEndpoints.countViews> = async (context) => {
  const { db, company, agent, snapshots } = context;
  const viewer = { catalog: await snapshots.get(company.id, loadCatalog), agent, at: context.now() };
  const count = async ({ id, all }: View) => {
    const selection = selectionOf(conditionsFromWire(all), viewer);
    if (!selection) return { viewId: id, tickets: 0 };
    const tickets = await countSelected(readerOf(db, selection), company.id, selection, mostCounted);
    return { viewId: id, tickets };
  };
  const views = await listVisibleViews(context);
  const starts = Array.from({ length: Math.ceil(views.length / countedAtOnce) }, (_, batch) => batch * countedAtOnce);
  const batches = await makeInSlices(starts, (start) =>
    Promise.all(views.slice(start, start + countedAtOnce).map(count)),
  );
  return { most: mostCounted, counts: batches.flat() };
};
