import type { GivenCondition } from '@gongdan/contract/console';
import type { Catalog } from '../../catalog/catalog.ts';
import { statusTypes } from '../../catalog/statuses.ts';
import type { View } from './view.ts';

/** Types of statuses in which a ticket is open, in the form that conditions of a company file have. */
const openTypes = [statusTypes.new, statusTypes.inProgress, statusTypes.waiting, statusTypes.paused].map(String);

const isOpen: GivenCondition = { field: 'status_type', in: openTypes };

const ofAll: readonly View[] = [
  builtIn('open', [isOpen]),
  builtIn('mine', [{ field: 'deal_agentid', is: 'me' }, isOpen]),
  builtIn('my-groups', [{ field: 'deal_groupid', is: 'mine' }, isOpen]),
  builtIn('unassigned', [{ field: 'deal_agentid', empty: true }, isOpen]),
];

/** Returns the views that come with the product: four of open tickets, and one for each status in use but deleted. */
export function builtInViews({ statuses }: Catalog): readonly View[] {
  const inUse = [...statuses.values()].filter(({ type, deleted }) => type !== statusTypes.deleted && !deleted);
  return [
    ...ofAll,
    ...inUse.map(({ code }) => builtIn(`status-${code}`, [{ field: 'ticket_status', is: String(code) }])),
  ];
}

function builtIn(id: string, all: readonly GivenCondition[]): View {
  return { id, name: '', builtIn: true, owner: { type: 'company' }, all, sort: { by: 'updatedAt', order: 'desc' } };
}
