import type { Tx } from '../context.ts';
import { insertsTogether } from '../db/insert-together.ts';
import type { Reactor, TicketEvent } from '../events.ts';
import { type EndpointKey, type MessageKind, makesMessage } from './endpoint.ts';
import { eraseMessages } from './erase.ts';
import { mostHops, stopRound } from './hops.ts';
import { messageBody } from './message.ts';
import { insertDelivery, newDelivery } from './new-delivery.ts';
import { takePosition } from './positions.ts';
import { subscribers } from './subscription.ts';

export interface FanOut {
  /** What addresses of files in messages begin with. */
  readonly publicUrl: () => string;
  /** Tells the node's worker, after the commit, that an endpoint has something to send. */
  readonly wake: (endpoint: EndpointKey) => void;
}

/**
 * Makes the message of each event, once for all endpoints of the company that asked for it, and a delivery for each of
 * them: in the transaction of the change, so that there is neither a change without its message nor the reverse.
 */
export function fanOut({ publicUrl, wake }: FanOut): Reactor {
  return async (tx, event) => {
    if (!makesMessage(event.kind)) return eraseMessages(tx, event);
    const endpointIds = await subscribers(tx, event.kind);
    if (endpointIds.length === 0) return;
    const body = await messageBody(tx, publicUrl(), event);
    const position = await takePosition(tx);
    const hop = (tx.hop ?? 0) + 1;
    const message = addMessage(tx, event, event.kind, { position, hop, body });
    if (hop > mostHops) {
      await Promise.all([
        message,
        ...endpointIds.map((id) => stopRound(tx, event, { companyId: tx.company.id, id }, position)),
      ]);
      return;
    }
    await Promise.all([message, ...endpointIds.map((id) => addDelivery(tx, event, id, position))]);
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

function addMessage(tx: Tx, event: TicketEvent, kind: MessageKind, { position, hop, body }: Made) {
  return insertMessage(tx, {
    company_id: tx.company.id,
    position,
    id: event.id,
    ticket_id: event.ticketId,
    kind,
    at: event.at,
    body,
    reply_id: event.replyId,
    erased_at: null,
    hop,
  });
}

function addDelivery(tx: Tx, event: TicketEvent, endpointId: string, position: number) {
  return insertDelivery(tx, newDelivery(event, { companyId: tx.company.id, id: endpointId }, position));
}

const insertMessage = insertsTogether('push_message', [
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
