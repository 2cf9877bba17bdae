import type { TFunction } from 'i18next';
import type { CatalogIndex } from '../api/catalog.ts';
import type { View } from '../api/types.ts';

const builtIn = {
  open: 'views.open',
  mine: 'views.mineOpen',
  'my-groups': 'views.myGroups',
  unassigned: 'views.unassigned',
} as const;

/** Returns the name of a view. A built-in view has a translated name or the name of its status. */
export function viewName(view: View, { status }: CatalogIndex, t: TFunction): string {
  if (!view.builtIn) return view.name;
  if (view.id in builtIn) return t(builtIn[view.id as keyof typeof builtIn]);
  return status.get(statusOfView(view) ?? Number.NaN)?.name ?? view.id;
}

/** Returns the code of the status whose tickets a view shows: 3 for "status-3". Undefined for other views. */
export function statusOfView({ id }: View): number | undefined {
  const code = /^status-(\d+)$/.exec(id)?.[1];
  return code === undefined ? undefined : Number(code);
}
