import type { ExpressionBuilder } from 'kysely';
import { deletedStatus } from '../../catalog/statuses.ts';
import type { Schema } from '../../db/schema.ts';

/** The filter of a list. An undefined property does not narrow it. */
export interface TicketFilter {
  /** The moment that must lie in the range: `from` inclusive, `before` exclusive, milliseconds UTC. */
  readonly by: 'created_at' | 'updated_at';
  readonly from: number;
  readonly before: number;
  /** When undefined, tickets of all statuses but deleted are listed. */
  readonly status?: number | undefined;
  readonly source?: number | undefined;
  readonly categoryIds?: readonly string[] | undefined;
  readonly customerId?: string | undefined;
  /** The customer's id in the other system. */
  readonly partnerId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly groupId?: string | undefined;
}

/** Returns the filter as a condition on `ticket`. */
export function matches(companyId: string, filter: TicketFilter) {
  return (where: ExpressionBuilder<Schema, 'ticket'>) => {
    const { by, from, before, status, source, categoryIds, customerId, partnerId, agentId, groupId } = filter;
    const all = [
      where('ticket.company_id', '=', companyId),
      where(`ticket.${by}`, '>=', from),
      where(`ticket.${by}`, '<', before),
      status === undefined ? where('ticket.status', '<>', deletedStatus) : where('ticket.status', '=', status),
    ];
    if (source !== undefined) all.push(where('ticket.source', '=', source));
    if (categoryIds) all.push(where('ticket.category_id', 'in', categoryIds));
    if (customerId !== undefined) all.push(where('ticket.customer_id', '=', customerId));
    if (partnerId !== undefined)
      all.push(where('ticket.customer_id', 'in', customersOfPartner(where, companyId, partnerId)));
    if (agentId !== undefined) all.push(where('ticket.agent_id', '=', agentId));
    if (groupId !== undefined) all.push(where('ticket.group_id', '=', groupId));
    return where.and(all);
  };
}

function customersOfPartner(where: ExpressionBuilder<Schema, 'ticket'>, companyId: string, partnerId: string) {
  return where
    .selectFrom('customer')
    .select('customer.id')
    .where('customer.company_id', '=', companyId)
    .where('customer.partner_id', '=', partnerId);
}
