import { createHash } from 'node:crypto';
import { inForm } from '../../../src/push/message.ts';
import type { Arrived } from './shaky-receiver.ts';

/** A message of the store. */
export interface StoredMessage {
  readonly id: string;
  readonly ticketId: string;
  readonly body: string;
  /** The state of its delivery; null when no endpoint asked for the message. */
  readonly state: string | null;
}

/**
 * Returns a sentence for each fault: a message that never arrived, arrived altered, out of order or unknown to the
 * store, a delivery in a wrong state, and a ticket with fewer messages than acknowledged events. `answered` has the
 * number of acknowledged events of each ticket.
 */
export function judgePushes(
  messages: readonly StoredMessage[],
  arrived: ReadonlyMap<string, Arrived>,
  answered: ReadonlyMap<string, number>,
): string[] {
  const known = new Set(messages.map(({ id }) => id));
  const byTicket = Map.groupBy(messages, ({ ticketId }) => ticketId);
  return [
    ...messages.flatMap((message) => judgeMessage(message, arrived.get(message.id))),
    ...[...arrived.keys()].filter((id) => !known.has(id)).map((id) => `${id} came and is nowhere in the store`),
    ...[...byTicket].flatMap(([ticketId, own]) => judgeOrder(ticketId, own, arrived)),
    ...[...answered].flatMap(([ticketId, events]) => {
      const made = byTicket.get(ticketId)?.length ?? 0;
      return made < events ? [`ticket ${ticketId}: ${events} calls were answered, ${made} messages made`] : [];
    }),
  ];
}

function judgeMessage({ id, body, state }: StoredMessage, came: Arrived | undefined): string[] {
  if (!came) return [`${id} never came`];
  const bytes = createHash('sha256').update(inForm('envelope', body)).digest('hex');
  return [
    ...(came.bytes === bytes && came.altered === 0 ? [] : [`${id} came with other bytes than the store has`]),
    ...(came.taken && state === 'delivered' ? [] : [`${id} is ${state}, and was ${came.taken ? '' : 'not '}taken`]),
  ];
}

function judgeOrder(ticketId: string, own: readonly StoredMessage[], arrived: ReadonlyMap<string, Arrived>): string[] {
  const places = own.map(({ id }) => arrived.get(id)?.place ?? -1);
  const inOrder = places.every((place, index) => index === 0 || place > places[index - 1]!);
  return inOrder ? [] : [`ticket ${ticketId}: messages came in the order ${places.join(', ')}`];
}
