import type { endpoints, Parameters } from '@gongdan/contract';
import type { Catalog } from '../catalog/catalog.ts';
import type { TicketFilter } from '../tickets/lists/ticket-filter.ts';

export type GivenFilters = Omit<
  Parameters<typeof endpoints.query_tickets>,
  | 'create_start_datetime'
  | 'create_end_datetime'
  | 'create_start_datetime_ms'
  | 'create_end_datetime_ms'
  | 'page_no'
  | 'page_size'
>;

/** Reads the filters of a list. Returns undefined when a value is given that no ticket can have: the list is empty then. */
export function filterFromWire(
  catalog: Catalog,
  given: GivenFilters,
): Omit<TicketFilter, 'by' | 'from' | 'before'> | undefined {
  const status = codeOf(given.ticket_status);
  const source = codeOf(given.ticket_from);
  const categoryIds = subtree(catalog, given.ticket_typeid);
  if (status === null || source === null || categoryIds === null) return undefined;
  return {
    status,
    source,
    categoryIds,
    customerId: given.userid,
    partnerId: given.user_partnerid,
    agentId: given.deal_agentid,
    groupId: given.deal_agent_groupid,
  };
}

/** Returns a code as a number; null for a text that is no code, undefined when none is given. */
function codeOf(given: string | undefined): number | null | undefined {
  if (given === undefined) return undefined;
  return /^-?[0-9]{1,9}$/.test(given) ? Number(given) : null;
}

/** Returns the category's id and all ids below it; null for an unknown category, undefined when none is given. */
function subtree(catalog: Catalog, id: string | undefined): string[] | null | undefined {
  if (id === undefined) return undefined;
  const category = catalog.categories.get(id);
  if (!category) return null;
  return [id, ...category.childIds.flatMap((childId) => subtree(catalog, childId) ?? [])];
}
