import { queuedInsert } from '../db/group/queued-insert.ts';
import type { PushDeliveryTable } from '../db/schema.ts';
import type { TicketEvent } from '../events.ts';
import type { EndpointKey } from './endpoint.ts';

/** Makes the row of a delivery of the event's message, due at once. */
export function newDelivery(event: TicketEvent, { companyId, id }: EndpointKey, position: number): PushDeliveryTable {
  return {
    company_id: companyId,
    endpoint_id: id,
    position,
    ticket_id: event.ticketId,
    state: 'waiting',
    due_at: event.at,
    tries: 0,
    attempts: 0,
    failing_since: null,
    lease: '',
    lease_until: 0,
    settled_at: null,
  };
}

export const insertDelivery = queuedInsert('push_delivery', [
  'company_id',
  'endpoint_id',
  'position',
  'ticket_id',
  'state',
  'due_at',
  'tries',
  'attempts',
  'failing_since',
  'lease',
  'lease_until',
  'settled_at',
]);
