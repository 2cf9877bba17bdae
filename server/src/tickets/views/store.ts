import type { GivenCondition } from '@gongdan/contract/console';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Tx } from '../../context.ts';
import type { Queries } from '../../db/database.ts';
import type { ViewTable } from '../../db/schema.ts';
import type { Agent } from '../../people/staff.ts';
import type { Sort } from '../lists/condition.ts';
import { builtInViews } from './built-in.ts';
import { maySee, type Owner, type View } from './view.ts';

/**
 * The most views of the company and its groups together. A bound is needed because supervisors and admins see all of them,
 * and the console counts the tickets of every view that it shows.
 */
export const mostShared = 500;

/** The most views of one owner. */
export const mostOfOne = 100;

/**
 * Lists the views that the agent sees: built-in ones, then the company's, the groups' and the agent's own. A company
 * file may define more than the limits; then the first ones are listed.
 */
export async function listViews(query: Queries, companyId: string, catalog: Catalog, agent: Agent): Promise<View[]> {
  const rows = await query
    .selectFrom('view')
    .selectAll()
    .where('company_id', '=', companyId)
    .where(({ eb, or, and }) =>
      or([
        eb('owner_type', 'in', ['company', 'group']),
        and([eb('owner_type', '=', 'agent'), eb('owner_id', '=', agent.id)]),
      ]),
    )
    .orderBy('position')
    .orderBy('id')
    .execute();
  const saved = rows.map(viewOf).filter(({ owner }) => maySee(agent, owner));
  const of = (type: Owner['type']) => saved.filter(({ owner }) => owner.type === type);
  const shared = [...of('company'), ...of('group')].slice(0, mostShared);
  return [...builtInViews(catalog), ...shared, ...of('agent').slice(0, mostOfOne)];
}

/** Returns the view of that id; undefined when there is none or the agent may not see it. */
export async function findView(
  query: Queries,
  companyId: string,
  catalog: Catalog,
  agent: Agent,
  id: string,
): Promise<View | undefined> {
  const builtIn = builtInViews(catalog).find((view) => view.id === id);
  if (builtIn) return builtIn;
  const row = await query
    .selectFrom('view')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .executeTakeFirst();
  const view = row && viewOf(row);
  return view && maySee(agent, view.owner) ? view : undefined;
}

/** Saves a view. It replaces the view of the same id; a new view comes last. */
export async function keepView({ query, company }: Tx, view: View): Promise<void> {
  const { id, name, owner, all, sort } = view;
  const kept = {
    name,
    owner_type: owner.type,
    owner_id: ownerId(owner),
    conditions: JSON.stringify(all),
    sort: JSON.stringify(sort),
  };
  const last = query
    .selectFrom('view')
    .where('company_id', '=', company.id)
    .select(({ fn, val }) => fn.coalesce(fn.max('position'), val(-1)).as('position'));
  const { position } = await last.executeTakeFirstOrThrow();
  await query
    .insertInto('view')
    .values({ company_id: company.id, id, ...kept, position: position + 1 })
    .onConflict((conflict) => conflict.columns(['company_id', 'id']).doUpdateSet(kept))
    .execute();
}

/** Counts the owner's views. */
export async function countViewsOf({ query, company }: Tx, owner: Owner): Promise<number> {
  const { count } = await query
    .selectFrom('view')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('company_id', '=', company.id)
    .where('owner_type', '=', owner.type)
    .where('owner_id', '=', ownerId(owner))
    .executeTakeFirstOrThrow();
  return count;
}

/** Counts the views of the company and its groups. */
export async function countShared({ query, company }: Tx): Promise<number> {
  const { count } = await query
    .selectFrom('view')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('company_id', '=', company.id)
    .where('owner_type', '<>', 'agent')
    .executeTakeFirstOrThrow();
  return count;
}

export async function removeView({ query, company }: Tx, id: string): Promise<void> {
  await query.deleteFrom('view').where('company_id', '=', company.id).where('id', '=', id).execute();
}

function ownerId(owner: Owner): string {
  if (owner.type === 'company') return '';
  return owner.type === 'group' ? owner.groupId : owner.agentId;
}

function viewOf(row: ViewTable): View {
  return {
    id: row.id,
    name: row.name,
    builtIn: false,
    owner: ownerOf(row),
    all: JSON.parse(row.conditions) as GivenCondition[],
    sort: JSON.parse(row.sort) as Sort,
  };
}

function ownerOf({ owner_type, owner_id }: ViewTable): Owner {
  if (owner_type === 'company') return { type: 'company' };
  return owner_type === 'group' ? { type: 'group', groupId: owner_id } : { type: 'agent', agentId: owner_id };
}
