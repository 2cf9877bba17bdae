import type { TFunction } from 'i18next';
import type { Change } from './ticket.ts';

/** The translation keys of the properties that events name (server/src/console/shown/history.ts). */
const keys = {
  title: 'ticket.property.title',
  content: 'ticket.property.content',
  status: 'ticket.property.status',
  level: 'ticket.property.level',
  groupId: 'ticket.property.groupId',
  agentId: 'ticket.property.agentId',
  categoryId: 'ticket.property.categoryId',
  customerId: 'ticket.property.customerId',
  reply: 'ticket.property.reply',
  files: 'ticket.property.files',
  source: 'ticket.property.source',
  templateId: 'ticket.property.templateId',
  copiedAgents: 'ticket.property.copiedAgents',
  reminder: 'ticket.property.reminder',
  score: 'ticket.property.score',
  remark: 'ticket.property.remark',
} as const;

/**
 * Returns the name of the changed property in the reader's language. A custom field has its own name, `label`. A
 * property that the console does not know is returned as it is.
 */
export function propertyText({ property, label }: Pick<Change, 'property' | 'label'>, t: TFunction): string {
  if (label !== null) return label;
  return property in keys ? t(keys[property as keyof typeof keys]) : property;
}
