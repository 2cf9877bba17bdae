import type { Catalog, FieldValues, Status } from '../../catalog/catalog.ts';
import { levels } from '../../catalog/levels.ts';
import type { Change, Json } from '../../events.ts';
import type { AttachedFile } from '../../files/attachment.ts';
import type { Staff } from '../../people/staff.ts';
import type { DirectProperty } from './apply-event.ts';
import type { Assignment } from './assignment.ts';
import type { Ticket } from './ticket.ts';

/** Returns the change that sets the property; none when it has the value already. `text` says what a code or an id means. */
export function set<Property extends DirectProperty>(
  ticket: Ticket,
  property: Property,
  to: Ticket[Property],
  text?: string,
): Change[] {
  const from = ticket[property];
  if (from === to || (typeof to === 'object' && isSame(from, to))) return [];
  return [{ property, from: from as Json, to: to as Json, ...(text !== undefined && { text }) }];
}

/** Like `set`, but blanks at the ends make no change: clients of the API read a text with blanks and send it back trimmed. */
export function setText(ticket: Ticket, property: 'title' | 'content', to: string): Change[] {
  return ticket[property].trim() === to.trim() ? [] : set(ticket, property, to);
}

/** Compares values of JSON. Most lists of most tickets are empty, and for those no JSON is made. */
function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other) && one.length * other.length === 0) return one.length === other.length;
  return JSON.stringify(one) === JSON.stringify(other);
}

export function setLevel(ticket: Ticket, level: number): Change[] {
  if (ticket.level === level) return [];
  return [levelChange(ticket.level, level)];
}

export function levelChange(from: number | null, level: number): Change {
  return { property: 'level', from, to: level, text: levels.get(level) ?? String(level) };
}

export function setStatus(ticket: Ticket, status: Status): Change[] {
  if (ticket.status === status.code) return [];
  return [statusChange(ticket.status, status)];
}

export function statusChange(from: number | null, { code, name, type }: Status): Change {
  return { property: 'status', from, to: code, text: name, statusType: type };
}

export function setFiles(ticket: Ticket, files: readonly AttachedFile[]): Change[] {
  return set(ticket, 'files', files, files.map(({ name }) => name).join(','));
}

export function setAssignment({ groups, agents }: Staff, ticket: Ticket, { groupId, agentId }: Assignment): Change[] {
  const group = groupId === null ? '' : (groups.get(groupId)?.name ?? '');
  const agent = agentId === null ? '' : (agents.get(agentId)?.name ?? '');
  return [...set(ticket, 'groupId', groupId, group), ...set(ticket, 'agentId', agentId, agent)];
}

/** Returns a change for each custom field whose value differs. */
export function setFields(catalog: Catalog, before: FieldValues, after: FieldValues): Change[] {
  const changes: Change[] = [];
  for (const [id, { value, text }] of Object.entries(after)) {
    const from = before[id]?.value ?? null;
    if (from !== value) changes.push({ ...fieldChange(catalog, id), from, to: value, ...(text !== '' && { text }) });
  }
  for (const [id, { value }] of Object.entries(before)) {
    if (!after[id]) changes.push({ ...fieldChange(catalog, id), from: value, to: null });
  }
  return changes;
}

function fieldChange(catalog: Catalog, id: string): Pick<Change, 'property' | 'label'> {
  return { property: `field:${id}`, label: catalog.fields.get(id)?.name ?? id };
}
