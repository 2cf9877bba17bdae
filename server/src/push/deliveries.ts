import type { Queries } from '../db/database.ts';
import type { PushDeliveryTable } from '../db/schema.ts';

/** Selects deliveries of a company. A property that is absent does not narrow the selection. */
export interface DeliveryFilter {
  readonly endpointId?: string | undefined;
  readonly messageId?: string | undefined;
  /** Id or number of a ticket. */
  readonly ticket?: string | undefined;
  readonly state?: PushDeliveryTable['state'] | undefined;
  /** The range in which the message was created: `from` is included, `before` is not. */
  readonly from?: number | undefined;
  readonly before?: number | undefined;
}

/** The state of one message's delivery to one endpoint. */
export interface DeliveryReport {
  readonly position: number;
  readonly messageId: string;
  readonly endpointId: string;
  readonly ticketId: string;
  readonly kind: string;
  readonly madeAt: number;
  readonly state: PushDeliveryTable['state'];
  readonly attempts: number;
  /** The instant of the next try; meaningless once the delivery was delivered or given up. */
  readonly dueAt: number;
  readonly settledAt: number | null;
  /** The result of the latest try; null when there was none. `lastFaultText` is "" for a try without a fault. */
  readonly lastStatus: number | null;
  readonly lastFault: string | null;
  readonly lastFaultText: string | null;
}

/** Returns the deliveries that the filter selects, newest first. */
export async function listDeliveries(
  query: Queries,
  companyId: string,
  filter: DeliveryFilter,
  most: number,
): Promise<DeliveryReport[]> {
  return selectDeliveries(query, companyId, filter)
    .leftJoin('push_attempt as latest', (join) =>
      join
        .onRef('latest.company_id', '=', 'delivery.company_id')
        .onRef('latest.endpoint_id', '=', 'delivery.endpoint_id')
        .onRef('latest.position', '=', 'delivery.position')
        .onRef('latest.number', '=', 'delivery.attempts'),
    )
    .select([
      'delivery.position',
      'message.id as messageId',
      'delivery.endpoint_id as endpointId',
      'delivery.ticket_id as ticketId',
      'message.kind',
      'message.at as madeAt',
      'delivery.state',
      'delivery.attempts',
      'delivery.due_at as dueAt',
      'delivery.settled_at as settledAt',
      'latest.status as lastStatus',
      'latest.fault as lastFault',
      'latest.fault_text as lastFaultText',
    ])
    .orderBy('delivery.position', 'desc')
    .orderBy('delivery.endpoint_id')
    .limit(most)
    .execute();
}

export function selectDeliveries(query: Queries, companyId: string, filter: DeliveryFilter) {
  const { endpointId, messageId, ticket, state, from, before } = filter;
  return query
    .selectFrom('push_delivery as delivery')
    .innerJoin('push_message as message', (join) =>
      join.onRef('message.company_id', '=', 'delivery.company_id').onRef('message.position', '=', 'delivery.position'),
    )
    .where('delivery.company_id', '=', companyId)
    .$if(endpointId !== undefined, (select) => select.where('delivery.endpoint_id', '=', endpointId!))
    .$if(messageId !== undefined, (select) => select.where('message.id', '=', messageId!))
    .$if(state !== undefined, (select) => select.where('delivery.state', '=', state!))
    .$if(from !== undefined, (select) => select.where('message.at', '>=', from!))
    .$if(before !== undefined, (select) => select.where('message.at', '<', before!))
    .$if(ticket !== undefined, (select) =>
      select.where('delivery.ticket_id', 'in', ({ selectFrom }) =>
        selectFrom('ticket')
          .select('ticket.id')
          .where('ticket.company_id', '=', companyId)
          .where(({ or, eb }) => or([eb('ticket.id', '=', ticket!), eb('ticket.number', '=', ticket!)])),
      ),
    );
}
