import { isDeepStrictEqual } from 'node:util';
import type { consoleEndpoints } from '@gongdan/contract/console';
import { run, type Tx } from '../../context.ts';
import { refusedField } from '../../errors.ts';
import { loadStaff } from '../../people/load-staff.ts';
import { countShared, countViewsOf, keepView, mostOfOne, mostShared } from '../../tickets/views/store.ts';
import type { Owner, View } from '../../tickets/views/view.ts';
import { conditionsFromWire } from '../../wire/condition.ts';
import { demandChangeable, demandMayChange } from '../demand-view.ts';
import type { ConsoleHandler } from '../handler.ts';
import { shownView } from '../shown/view.ts';

export const saveView: ConsoleHandler<typeof consoleEndpoints.saveView> = async (context, given) => {
  const { agent, company, snapshots, live } = context;
  const { viewId, name, all, sort } = given;
  const owner: Owner = given.owner.type === 'agent' ? { type: 'agent', agentId: agent.id } : given.owner;
  conditionsFromWire(all);
  const { groups } = await snapshots.get(company.id, loadStaff);
  if (owner.type === 'group' && !groups.has(owner.groupId)) throw refusedField('owner', 'no such group');
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
  if ((await countViewsOf(tx, owner)) >= mostOfOne) throw refusedField('owner', `there are ${mostOfOne} views already`);
  if (owner.type === 'agent' || (await countShared(tx)) < mostShared) return;
  throw refusedField('owner', `the company and its groups have ${mostShared} views already`);
}
