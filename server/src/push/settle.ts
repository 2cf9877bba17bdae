import type { DbTransaction } from '../db/database.ts';
import { locked } from '../db/dialect.ts';
import { preparedFor, preparedInsert } from '../db/prepared.ts';
import { readAcknowledgement } from './acknowledgement.ts';
import type { Attempt } from './attempt.ts';
import type { ClaimedDelivery } from './claim.ts';
import type { EndpointKey } from './endpoint.ts';
import { blankErased } from './erase.ts';
import type { Outcome } from './outcome.ts';
import { waiting } from './state.ts';

/** A delivery that was tried, with its attempt and outcome. */
export interface Tried {
  readonly delivery: ClaimedDelivery;
  readonly attempt: Attempt;
  readonly outcome: Outcome;
}

/**
 * Records the outcomes of tries at one endpoint. When a delivery is settled, the next one of its ticket becomes due. Skips
 * deliveries whose lease expired and that another node has claimed since. Returns the others.
 */
export async function settleDeliveries(
  tx: DbTransaction,
  key: EndpointKey,
  at: number,
  tried: readonly Tried[],
): Promise<Tried[]> {
  if (tried.length === 0) return [];
  tx.flush('push_delivery');
  const ours = await stillOurs(tx, key, tried);
  if (ours.length === 0) return [];
  await insertAttempts(tx, key, ours);
  const delivered = ours.filter(({ outcome }) => outcome.kind === 'delivered');
  await markDelivered(tx, key, delivered, at);
  for (const one of ours) if (one.outcome.kind !== 'delivered') await markFailed(tx, key, one, at);
  // A delivery is settled when it is delivered or given up.
  const settled = ours.filter(({ outcome }) => outcome.kind === 'delivered' || outcome.kind === 'given_up');
  await makeFollowersDue(tx, key, settled, at);
  await blankErased(tx, key.companyId, at, positionsOf(settled));
  return ours;
}

async function stillOurs({ query }: DbTransaction, key: EndpointKey, tried: readonly Tried[]): Promise<Tried[]> {
  const rows = await selectLeases(query, { ...key, positions: positionsOf(tried) });
  const leases = new Map(rows.map(({ position, lease }) => [position, lease]));
  return tried.filter(({ delivery }) => leases.get(delivery.position) === delivery.lease);
}

interface Positions extends EndpointKey {
  readonly positions: readonly number[];
}

const selectLeases = preparedFor((query, { companyId, id, positions }: Positions) =>
  locked(
    query,
    query
      .selectFrom('push_delivery')
      .select(['position', 'lease'])
      .where('company_id', '=', companyId)
      .where('endpoint_id', '=', id)
      .where('position', 'in', positions),
  ),
);

async function insertAttempts({ query }: DbTransaction, key: EndpointKey, tried: readonly Tried[]): Promise<void> {
  const rows = tried.map(({ delivery, attempt }) => ({
    company_id: key.companyId,
    endpoint_id: key.id,
    position: delivery.position,
    number: delivery.attempts + 1,
    started_at: attempt.startedAt,
    took_ms: attempt.tookMs,
    status: attempt.status,
    fault: attempt.fault,
    fault_text: clean(attempt.faultText),
    answer: clean(attempt.answer),
    received_at: clean(readAcknowledgement(attempt.answer).receivedAt),
  }));
  await Promise.all(rows.map((row) => insertAttempt(query, row)));
}

const insertAttempt = preparedInsert('push_attempt', [
  'company_id',
  'endpoint_id',
  'position',
  'number',
  'started_at',
  'took_ms',
  'status',
  'fault',
  'fault_text',
  'answer',
  'received_at',
]);

/**
 * Keeps 1,024 characters, enough to see what is wrong. Removes NUL and replaces unpaired surrogates, because PostgreSQL
 * stores neither.
 */
function clean(text: string): string {
  return text.slice(0, 1024).replaceAll('\0', '').toWellFormed();
}

async function markDelivered({ query }: DbTransaction, key: EndpointKey, tried: readonly Tried[], at: number) {
  if (tried.length > 0) await updateDelivered(query, { ...key, at, positions: positionsOf(tried) });
}

const updateDelivered = preparedFor((query, { companyId, id, at, positions }: Positions & { readonly at: number }) =>
  query
    .updateTable('push_delivery')
    .set(({ eb }) => ({
      state: 'delivered',
      settled_at: at,
      attempts: eb('attempts', '+', 1),
      failing_since: null,
      lease: '',
      lease_until: 0,
    }))
    .where('company_id', '=', companyId)
    .where('endpoint_id', '=', id)
    .where('position', 'in', positions),
);

async function markFailed(
  { query }: DbTransaction,
  key: EndpointKey,
  { delivery, attempt, outcome }: Tried,
  at: number,
) {
  await query
    .updateTable('push_delivery')
    .set(({ eb, fn, val }) => ({
      ...columnsAfter(outcome, at),
      // An answer 410 concerns the endpoint, so it does not count as a failed try of this message.
      tries: eb('tries', '+', outcome.kind === 'endpoint_gone' ? 0 : 1),
      attempts: eb('attempts', '+', 1),
      failing_since: fn.coalesce('failing_since', val(attempt.startedAt)),
      lease: '',
      lease_until: 0,
    }))
    .where('company_id', '=', key.companyId)
    .where('endpoint_id', '=', key.id)
    .where('position', '=', delivery.position)
    .execute();
}

/** After an answer 410 the delivery is due at once, but it waits until the endpoint is active again. */
function columnsAfter(outcome: Outcome, at: number): { due_at: number } | { state: 'given_up'; settled_at: number } {
  if (outcome.kind === 'given_up') return { state: 'given_up', settled_at: at };
  return { due_at: outcome.kind === 'retry' ? outcome.at : at };
}

/** Makes the earliest waiting delivery of each settled delivery's ticket due now, unless it failed before. */
async function makeFollowersDue({ query }: DbTransaction, key: EndpointKey, settled: readonly Tried[], at: number) {
  if (settled.length === 0) return;
  const tickets = [...new Set(settled.map(({ delivery }) => delivery.ticketId))];
  await makeFirstDue(query, { ...key, at, tickets });
}

interface Followed extends EndpointKey {
  readonly at: number;
  readonly tickets: readonly string[];
}

const makeFirstDue = preparedFor((query, { companyId, id, at, tickets }: Followed) =>
  query
    .updateTable('push_delivery')
    .set({ due_at: at })
    .where('company_id', '=', companyId)
    .where('endpoint_id', '=', id)
    .where('state', '=', waiting)
    .where('tries', '=', 0)
    .where('position', 'in', ({ selectFrom }) =>
      selectFrom('push_delivery')
        .select(({ fn }) => fn.min('position').as('position'))
        .where('company_id', '=', companyId)
        .where('endpoint_id', '=', id)
        .where('state', '=', waiting)
        .where('ticket_id', 'in', tickets)
        .groupBy('ticket_id'),
    ),
);

function positionsOf(tried: readonly Tried[]): number[] {
  return tried.map(({ delivery }) => delivery.position);
}
