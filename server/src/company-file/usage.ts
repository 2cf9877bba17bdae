import type { Queries } from '../db/database.ts';
import type { EventTable } from '../db/schema.ts';
import type { Change, Json } from '../events.ts';
import { waiting } from '../push/state.ts';
import { changesOf } from '../tickets/rows/history-store.ts';
import { findUsedByCustomers } from './customer-usage.ts';
import { keyOf, optionsIn } from './section.ts';

type EventRow = Pick<EventTable, 'actor_type' | 'actor_id' | 'changes'>;

const rowsPerPage = 2000;

/**
 * Returns the candidates that are in use: a ticket referred to them at some time, or a customer has a value of them.
 * Reads events instead of tickets, because a ticket's former values are only in its events. Reads them in pages, because
 * there may be millions.
 */
export async function findUsed(
  query: Queries,
  companyId: string,
  candidates: ReadonlySet<string>,
): Promise<Set<string>> {
  const used = await findUsedByCustomers(query, companyId, candidates);
  let after = { ticketId: '', version: 0 };
  while (candidates.size > used.size) {
    const rows = await query
      .selectFrom('event')
      .select(['ticket_id', 'version', 'actor_type', 'actor_id', 'changes'])
      .where('company_id', '=', companyId)
      .where((row) => row(row.refTuple('ticket_id', 'version'), '>', row.tuple(after.ticketId, after.version)))
      .orderBy('ticket_id')
      .orderBy('version')
      .limit(rowsPerPage)
      .execute();
    addUsed(rows, candidates, used);
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerPage) break;
    after = { ticketId: last.ticket_id, version: last.version };
  }
  return used;
}

/** Like `findUsed`, but reads only events at `since` or later. Adds the push endpoints with waiting deliveries. */
export async function findUsedSince(
  query: Queries,
  companyId: string,
  candidates: ReadonlySet<string>,
  since: number,
): Promise<Set<string>> {
  const rows = await query
    .selectFrom('event')
    .select(['actor_type', 'actor_id', 'changes'])
    .where('company_id', '=', companyId)
    .where('at', '>=', since)
    .execute();
  const used = await findUsedByCustomers(query, companyId, candidates, since);
  addUsed(rows, candidates, used);
  for (const id of await endpointsInUse(query, companyId)) used.add(keyOf('pushes', id));
  return used;
}

/** Returns the ids of push endpoints with waiting deliveries. */
async function endpointsInUse(query: Queries, companyId: string): Promise<string[]> {
  const rows = await query
    .selectFrom('push_delivery')
    .select('endpoint_id')
    .distinct()
    .where('company_id', '=', companyId)
    .where('state', '=', waiting)
    .execute();
  return rows.map((row) => row.endpoint_id);
}

function addUsed(rows: readonly EventRow[], candidates: ReadonlySet<string>, used: Set<string>): void {
  for (const row of rows) {
    for (const key of keysIn(row)) if (candidates.has(key)) used.add(key);
  }
}

function keysIn(row: EventRow): string[] {
  const actor = row.actor_type === 'customer' ? keyOf('customers', row.actor_id) : keyOf('agents', row.actor_id);
  return [actor, ...changesOf(row.changes).flatMap(keysOfChange)];
}

const sectionOf: Readonly<Record<string, string>> = {
  groupId: 'groups',
  agentId: 'agents',
  watcherIds: 'agents',
  customerId: 'customers',
  categoryId: 'categories',
  templateId: 'templates',
  status: 'statuses',
};

function keysOfChange({ property, from, to }: Change): string[] {
  const values = [from, to];
  if (property === 'starter') return values.flatMap(keysOfStarter);
  if (property.startsWith('field:')) {
    const fieldId = property.slice('field:'.length);
    return [keyOf('fields', fieldId), ...values.flatMap((value) => keysOfOptions(fieldId, value))];
  }
  const section = sectionOf[property];
  return section === undefined ? [] : values.flat().map((id) => keyOf(section, String(id)));
}

function keysOfStarter(starter: Json): string[] {
  const { type, id, groupIds = [] } = (starter ?? {}) as { type?: string; id?: string; groupIds?: string[] };
  const person = type === 'customer' ? 'customers' : 'agents';
  return [keyOf(person, id ?? ''), ...groupIds.map((group) => keyOf('groups', group))];
}

function keysOfOptions(fieldId: string, value: Json): string[] {
  if (typeof value !== 'string') return [];
  return optionsIn(value).map((one) => keyOf('options', `${fieldId}/${one}`));
}
