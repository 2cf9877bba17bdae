import type { Reactor, Tx } from '../context.ts';
import { queuedInsert } from '../db/group/queued-insert.ts';
import type { PushMessageTable } from '../db/schema.ts';
import type { TicketEvent } from '../events.ts';
import { type EndpointKey, type MessageKind, makesMessage } from './endpoint.ts';
import { eraseMessages } from './erase.ts';
import { giveUpLoop, mostHops } from './hops.ts';
import { messageBody } from './message.ts';
import { insertDelivery, newDelivery } from './new-delivery.ts';
import { takePosition } from './positions.ts';
import { findSubscribers } from './subscription.ts';

export interface FanOut {
  /** Returns the beginning of file addresses in messages. */
  readonly publicUrl: () => string;
  /** Wakes the node's worker for an endpoint; called after the commit. */
  readonly wake: (endpoint: EndpointKey) => void;
}

/**
 * Returns the reactor that follows events. If endpoints asked for the kind of the event, it writes one message and a
 * delivery for each of them. It writes them in the transaction of the event, so that no event is without its message.
 * After an erasure it erases earlier messages instead.
 */
export function fanOut({ publicUrl, wake }: FanOut): Reactor {
  return async (tx, { event, ticket }) => {
    if (!makesMessage(event.kind)) return eraseMessages(tx, event);
    const endpointIds = await findSubscribers(tx, event.kind);
    if (endpointIds.length === 0) return;
    const body = await messageBody(tx, publicUrl(), { event, ticket });
    const position = await takePosition(tx);
    const hop = (tx.hop ?? 0) + 1;
    insertMessage(tx, newMessage(tx, event, event.kind, { position, hop, body }));
    if (hop > mostHops) return giveUpLoop(tx, event, endpointIds, position);
    for (const id of endpointIds) insertDelivery(tx, newDelivery(event, { companyId: tx.company.id, id }, position));
    tx.afterCommit(() => {
      for (const id of endpointIds) wake({ companyId: tx.company.id, id });
    });
  };
}

interface Made {
  readonly position: number;
  readonly hop: number;
  readonly body: string;
}

function newMessage({ company }: Tx, event: TicketEvent, kind: MessageKind, made: Made): PushMessageTable {
  return {
    company_id: company.id,
    position: made.position,
    id: event.id,
    ticket_id: event.ticketId,
    kind,
    at: event.at,
    body: made.body,
    reply_id: event.replyId,
    erased_at: null,
    hop: made.hop,
  };
}

const insertMessage = queuedInsert('push_message', [
  'company_id',
  'position',
  'id',
  'ticket_id',
  'kind',
  'at',
  'body',
  'reply_id',
  'erased_at',
  'hop',
]);
