import { loadCatalog } from '../catalog/load.ts';
import { refusedField } from '../errors.ts';
import { findView, listViews as viewsOf } from '../tickets/views/store.ts';
import { mayChange, type Owner, type View } from '../tickets/views/view.ts';
import type { ConsoleContext } from './handler.ts';

/** Finds a view that the agent may use. Throws Problem `view_unknown`. */
export async function demandView({ db, company, agent, snapshots }: ConsoleContext, id: string): Promise<View> {
  const view = await findView(db.query, company.id, await snapshots.get(company.id, loadCatalog), agent, id);
  if (!view) throw refusedField('viewId', 'no such view', 'view_unknown');
  return view;
}

/** All views that the agent may use. */
export async function listVisibleViews({ db, company, agent, snapshots }: ConsoleContext): Promise<View[]> {
  return viewsOf(db.query, company.id, await snapshots.get(company.id, loadCatalog), agent);
}

/** Finds a view that the agent may change. Throws Problem. */
export async function demandChangeable(context: ConsoleContext, id: string): Promise<View> {
  const view = await demandView(context, id);
  if (view.builtIn) throw refusedField('viewId', 'comes with the product');
  demandMayChange(context, view.owner);
  return view;
}

/** Throws Problem when the agent may not change views of the owner. */
export function demandMayChange({ agent }: ConsoleContext, owner: Owner): void {
  if (!mayChange(agent, owner))
    throw refusedField('owner', "is for supervisors, or the group's members", 'role_lacking');
}
