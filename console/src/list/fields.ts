import type { TFunction } from 'i18next';
import { agentName, type CatalogIndex } from '../api/catalog.ts';
import type { Condition } from '../api/types.ts';
import type { Option } from '../ui/picker.tsx';

export type FieldName = Condition['field'];

/**
 * The fields by which a list can be filtered, under the names that conditions have for them in the contract. `name` is
 * the translation key of the name that agents see, `kind` the control for the value.
 */
export const fields = {
  ticket_status: { name: 'list.field.status', kind: 'choice' },
  status_type: { name: 'list.field.kind', kind: 'choice' },
  ticket_level: { name: 'list.field.level', kind: 'choice' },
  ticket_typeid: { name: 'list.field.category', kind: 'choice' },
  deal_groupid: { name: 'list.field.group', kind: 'choice' },
  deal_agentid: { name: 'list.field.agent', kind: 'choice' },
  userid: { name: 'list.field.customer', kind: 'customer' },
  ticket_title: { name: 'list.field.title', kind: 'text' },
  hours_since_created: { name: 'list.field.sinceCreated', kind: 'hours' },
  hours_since_updated: { name: 'list.field.sinceUpdated', kind: 'hours' },
  start_type: { name: 'list.field.starter', kind: 'choice' },
  ticket_from: { name: 'list.field.source', kind: 'text' },
} as const satisfies Record<FieldName, { name: string; kind: 'choice' | 'customer' | 'text' | 'hours' }>;

/** The fields offered for new conditions. A source is left out: it is a number that only integrations set. */
export const offeredFields = (Object.keys(fields) as FieldName[]).filter((name) => name !== 'ticket_from');

const statusTypeNames = {
  1: 'list.kind.new',
  2: 'list.kind.progress',
  3: 'list.kind.waiting',
  4: 'list.kind.paused',
  5: 'list.kind.resolved',
  6: 'list.kind.closed',
  7: 'list.kind.deleted',
} as const;

/**
 * Returns the values of a field to choose from; no values if its `kind` is not `choice`. The value "" means none, `me`
 * the signed-in agent, and `mine` that agent's groups.
 */
export function optionsOf(field: FieldName, { catalog }: CatalogIndex, t: TFunction): readonly Option[] {
  switch (field) {
    case 'ticket_status':
      return catalog.statuses.map(({ code, name }) => ({ value: String(code), text: name }));
    case 'status_type':
      return Object.entries(statusTypeNames).map(([value, name]) => ({ value, text: t(name) }));
    case 'ticket_level':
      return catalog.levels.map(({ code, name }) => ({ value: String(code), text: name }));
    case 'ticket_typeid':
      return catalog.categories.map(({ id, path }) => ({ value: id, text: path }));
    case 'deal_groupid':
      return [
        { value: 'mine', text: t('list.myGroups') },
        { value: '', text: t('ui.none') },
        ...catalog.groups.map(({ id, name }) => ({ value: id, text: name })),
      ];
    case 'deal_agentid':
      return [
        { value: 'me', text: t('list.me') },
        { value: '', text: t('list.unassigned') },
        ...catalog.agents.filter(({ active }) => active).map((agent) => ({ value: agent.id, text: agentName(agent) })),
      ];
    case 'start_type':
      return [
        { value: '0', text: t('list.field.agent') },
        { value: '1', text: t('list.field.customer') },
      ];
    default:
      return [];
  }
}
