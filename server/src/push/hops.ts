import type { Tx } from '../context.ts';
import type { TicketEvent } from '../events.ts';
import type { EndpointKey } from './endpoint.ts';
import { insertDelivery, newDelivery } from './new-delivery.ts';

/**
 * The longest chain of pushes of which each caused the next. A receiver may call the API when it gets a push, and this
 * call may cause a push; the bound ends loops.
 */
export const mostHops = 3;

/**
 * Writes the deliveries as given up, before any try, because the message belongs to a loop of pushes. Such deliveries
 * are listed and can be replayed like others that were given up.
 */
export async function giveUpLoop(tx: Tx, event: TicketEvent, ids: readonly string[], position: number): Promise<void> {
  await Promise.all(ids.map((id) => giveUpDelivery(tx, event, { companyId: tx.company.id, id }, position)));
}

async function giveUpDelivery(tx: Tx, event: TicketEvent, key: EndpointKey, position: number): Promise<void> {
  const settled = { state: 'given_up', settled_at: tx.at, attempts: 1 } as const;
  const attempt = {
    company_id: key.companyId,
    endpoint_id: key.id,
    position,
    number: 1,
    started_at: tx.at,
    took_ms: 0,
    status: null,
    fault: 'went_round',
    fault_text: `caused by a chain of ${tx.hop} pushes: not sent`,
    answer: '',
    received_at: '',
  };
  insertDelivery(tx, { ...newDelivery(event, key, position), ...settled });
  await tx.query.insertInto('push_attempt').values(attempt).execute();
}
