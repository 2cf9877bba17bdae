import type { GivenCondition } from '@gongdan/contract/console';
import type { Catalog } from '../../catalog/catalog.ts';
import { statusTypes } from '../../catalog/statuses.ts';
import type { View } from './view.ts';

const isOpen: GivenCondition = { field: 'status_type', in: ['1', '2', '3', '4'] };

const ofAll: readonly View[] = [
  builtIn('open', [isOpen]),
  builtIn('mine', [{ field: 'deal_agentid', is: 'me' }, isOpen]),
  builtIn('my-groups', [{ field: 'deal_groupid', is: 'mine' }, isOpen]),
  builtIn('unassigned', [{ field: 'deal_agentid', empty: true }, isOpen]),
];

/** The views that come with the product: what is open, and one for each status in use but the deletion. */
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
