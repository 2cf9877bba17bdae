import { isDeepStrictEqual } from 'node:util';
import type { consoleEndpoints } from '@gongdan/contract/console';
import { loadCatalog } from '../catalog/load.ts';
import { run, type Tx } from '../context.ts';
import { refused, refusedInConsole } from '../errors.ts';
import { loadStaff } from '../people/load-staff.ts';
import { countSelected, readerOf } from '../tickets/lists/selected.ts';
import { selectionOf } from '../tickets/lists/selection.ts';
import {
  countShared,
  countViewsOf,
  findView,
  keepView,
  mostOfOne,
  mostShared,
  removeView as remove,
  listViews as viewsOf,
} from '../tickets/views/store.ts';
import { mayChange, type Owner, type View } from '../tickets/views/view.ts';
import { conditionsFromWire } from '../wire/condition.ts';
import type { ConsoleContext, ConsoleHandler } from './handler.ts';
import { makeInSlices } from './shown/slices.ts';
import { shownView } from './shown/view.ts';

/** Beyond so many a view says "that many or more": to count on would cost much and tell little. */
const mostCounted = 999;

/** So many views are counted at the same time, then others have a turn. */
const countedAtOnce = 10;

export const listViews: ConsoleHandler<typeof consoleEndpoints.listViews> = async (context) => {
  const views = await visibleViews(context);
  return { views: views.map((view) => shownView(context.agent, view)) };
};

export const countViews: ConsoleHandler<typeof consoleEndpoints.countViews> = async (context) => {
  const { db, company, agent, snapshots } = context;
  const look = { catalog: await snapshots.get(company.id, loadCatalog), agent, at: context.now() };
  const count = async ({ id, all }: View) => {
    const selection = selectionOf(conditionsFromWire(all), look);
    if (!selection) return { viewId: id, tickets: 0 };
    const tickets = await countSelected(readerOf(db, selection), company.id, selection, mostCounted);
    return { viewId: id, tickets };
  };
  const views = await visibleViews(context);
  const starts = Array.from({ length: Math.ceil(views.length / countedAtOnce) }, (_, batch) => batch * countedAtOnce);
  const batches = await makeInSlices(starts, (start) =>
    Promise.all(views.slice(start, start + countedAtOnce).map(count)),
  );
  return { most: mostCounted, counts: batches.flat() };
};

export const saveView: ConsoleHandler<typeof consoleEndpoints.saveView> = async (context, given) => {
  const { agent, company, snapshots, live } = context;
  const { viewId, name, all, sort } = given;
  const owner: Owner = given.owner.type === 'agent' ? { type: 'agent', agentId: agent.id } : given.owner;
  conditionsFromWire(all);
  const { groups } = await snapshots.get(company.id, loadStaff);
  if (owner.type === 'group' && !groups.has(owner.groupId)) throw refused('owner', 'no such group');
  demandMayChange(context, owner);
  const before = viewId === undefined ? undefined : await demandChangeable(context, viewId);
  const isNew = !before || !isDeepStrictEqual(before.owner, owner);

  const view: View = { id: viewId ?? context.newId(), name, builtIn: false, owner, all, sort };
  await run(context, async (tx) => {
    if (isNew) await demandRoom(tx, owner);
    await keepView(tx, view);
    tx.afterCommit(() => live.viewsChanged(company.id));
  });
  return { view: shownView(agent, view) };
};

async function demandRoom(tx: Tx, owner: Owner): Promise<void> {
  if ((await countViewsOf(tx, owner)) >= mostOfOne) throw refused('owner', `there are ${mostOfOne} views already`);
  if (owner.type === 'agent' || (await countShared(tx)) < mostShared) return;
  throw refused('owner', `the company and its groups have ${mostShared} views already`);
}

export const removeView: ConsoleHandler<typeof consoleEndpoints.removeView> = async (context, { viewId }) => {
  await demandChangeable(context, viewId);
  await run(context, async (tx) => {
    await remove(tx, viewId);
    tx.afterCommit(() => context.live.viewsChanged(context.company.id));
  });
  return {};
};

/** The view that the agent can look at; throws Problem `view_unknown`. */
export async function knownView({ db, company, agent, snapshots }: ConsoleContext, id: string): Promise<View> {
  const view = await findView(db.query, company.id, await snapshots.get(company.id, loadCatalog), agent, id);
  if (!view) throw refusedInConsole('view_unknown', 'no such view', 'viewId');
  return view;
}

async function visibleViews({ db, company, agent, snapshots }: ConsoleContext): Promise<View[]> {
  return viewsOf(db.query, company.id, await snapshots.get(company.id, loadCatalog), agent);
}

async function demandChangeable(context: ConsoleContext, id: string): Promise<View> {
  const view = await knownView(context, id);
  if (view.builtIn) throw refused('viewId', 'comes with the product');
  demandMayChange(context, view.owner);
  return view;
}

function demandMayChange({ agent }: ConsoleContext, owner: Owner): void {
  if (!mayChange(agent, owner))
    throw refusedInConsole('role_lacking', "is for supervisors, or the group's members", 'owner');
}
