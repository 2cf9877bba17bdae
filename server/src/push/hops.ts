import type { Tx } from '../context.ts';
import type { TicketEvent } from '../events.ts';
import type { EndpointKey } from './endpoint.ts';
import { insertDelivery, newDelivery } from './new-delivery.ts';

/** So many pushes may come one out of the other: a program that acts on every push may answer, but not for ever. */
export const mostHops = 3;

/**
 * Gives the message up before it is tried, where it is told and can be replayed: it came out of pushes that came out of
 * pushes, and would go round.
 */
export async function stopRounds(tx: Tx, event: TicketEvent, ids: readonly string[], position: number): Promise<void> {
  await Promise.all(ids.map((id) => stopRound(tx, event, { companyId: tx.company.id, id }, position)));
}

async function stopRound(tx: Tx, event: TicketEvent, key: EndpointKey, position: number): Promise<void> {
  const given = { state: 'given_up', settled_at: tx.at, attempts: 1 } as const;
  const attempt = {
    company_id: key.companyId,
    endpoint_id: key.id,
    position,
    number: 1,
    started_at: tx.at,
    took_ms: 0,
    status: null,
    fault: 'went_round',
    fault_text: `comes out of ${tx.hop} pushes, one out of the other: not sent`,
    answer: '',
    received_at: '',
  };
  insertDelivery(tx, { ...newDelivery(event, key, position), ...given });
  await tx.query.insertInto('push_attempt').values(attempt).execute();
}
