import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { startWorker, type Turn, type Work, type Worker } from '../jobs/worker.ts';
import type { Vault } from '../vault.ts';
import { type Attempt, failedByUs } from './attempt.ts';
import { afterTry, allowance, type Breaker, closedBreaker } from './breaker.ts';
import { type ClaimedDelivery, claimDeliveries, releaseDeliveries } from './claim.ts';
import { perEndpoint, perNode } from './courier.ts';
import { type DeliverOptions, deliver } from './deliver.ts';
import type { EndpointKey } from './endpoint.ts';
import { findEndpoint } from './endpoints.ts';
import { followHealth } from './health.ts';
import { type Holding, makeHolding } from './holding.ts';
import { endpointsWithWork } from './lanes.ts';
import { inForm } from './message.ts';
import type { PushMeter } from './meter.ts';
import { outcomeOf } from './outcome.ts';
import { parcelOf } from './parcel.ts';
import { settleDeliveries, type Tried } from './settle.ts';

export interface ForwardOptions {
  readonly db: Database;
  readonly vault: Vault;
  readonly now: () => number;
  readonly elapsed: () => number;
  readonly newId: () => string;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Logger;
  readonly delivering: DeliverOptions;
  readonly meter: PushMeter;
}

/** The worker that sends due deliveries. */
export interface Forwarding extends Worker<EndpointKey> {
  /** Called when another node has a due delivery for the endpoint; wakes the worker if this node holds the endpoint. */
  readonly hear: (key: EndpointKey) => void;
}

/**
 * How many deliveries of an endpoint may be claimed at a time. More than are tried at once, so that the next tries begin
 * without a query, and many outcomes share a commit.
 */
const mostClaimed = 8 * perEndpoint;
const pollMs = 1000;

/** Starts the worker that sends due deliveries until it is stopped. */
export function startForwarding(options: ForwardOptions): Forwarding {
  const { db, log } = options;
  const node = options.newId();
  const held = makeHolding(db, node);
  const report = (error: unknown) =>
    log.error({ err: error }, 'due pushes could not be read, or their outcomes recorded');
  const worker = startWorker(forwarding(options, node, held), { underWay: perNode, pollMs, report });
  return {
    wake: (key) => worker.wake(key),
    idle: () => worker.idle(),
    hear: (key) => held.holds(key) && worker.wake(key),
    async stop() {
      await worker.stop();
      await held.release().catch(report);
    },
  };
}

function forwarding(options: ForwardOptions, node: string, held: Holding): Work<EndpointKey, ClaimedDelivery, Tried> {
  const { db, now, elapsed, delivering } = options;
  const breakers = new Map<string, Breaker>();
  const breakerOf = (key: EndpointKey) => breakers.get(keyOf(key)) ?? closedBreaker;

  return {
    keyOf,
    due: () => endpointsWithWork(db.query, node, now()),
    turn: (key, turn) => takeTurn(options, held, key, turn),
    // Checks both clocks: if the wall clock was set forward, the lease has already expired for other nodes.
    isStale: ({ leaseUntil, beginBy }) => elapsed() > beginBy || leaseUntil - now() < delivering.totalMs,

    async perform(delivery) {
      const tried = await tryOnce(options, delivery);
      const succeeded = tried.outcome.kind === 'delivered';
      options.meter.count(delivery.endpoint, tried.outcome.kind);
      breakers.set(keyOf(delivery.endpoint), afterTry(breakerOf(delivery.endpoint), succeeded, elapsed()));
      return tried;
    },

    limits(key) {
      const underWay = allowance(breakerOf(key), elapsed(), perEndpoint);
      // A breaker that is not closed lets few tries begin. No more deliveries are claimed than may begin.
      return { underWay, claimed: underWay === perEndpoint ? mostClaimed : underWay };
    },
  };
}

function keyOf({ companyId, id }: EndpointKey): string {
  return `${companyId}/${id}`;
}

/**
 * Records the outcomes of tries, releases deliveries that were not tried and claims the next ones, in one transaction.
 */
function takeTurn(
  options: ForwardOptions,
  held: Holding,
  key: EndpointKey,
  { done, back, most }: Turn<ClaimedDelivery, Tried>,
) {
  const { db, vault, now, elapsed, newId, log, delivering } = options;
  return db.write(key.companyId, async (tx) => {
    const at = now();
    const settled = await settleDeliveries(tx, key, at, done);
    const state = await followHealth(tx, key, at, settled);
    if (state)
      tx.afterCommit(() =>
        log.warn({ companyid: key.companyId, pushid: key.id, state }, 'a push endpoint is out of use'),
      );
    await releaseDeliveries(tx, key, back);
    const endpoint = most > 0 ? await findEndpoint(tx.query, vault, key) : undefined;
    if (endpoint?.state !== 'active') return nothing;
    const leaseUntil = await held.hold(tx, key, at);
    if (leaseUntil === undefined) return nothing;
    const beginBy = elapsed() + leaseUntil - at - delivering.totalMs;
    const claim = { at, most, lease: newId(), leaseUntil, beginBy };
    const { claimed, more } = await claimDeliveries(tx, endpoint, claim);
    return { items: claimed, more };
  });
}

const nothing = { items: [], more: false };

/** Tries a delivery once. Never throws, because one message that cannot be sent must not stop the others. */
async function tryOnce(options: ForwardOptions, delivery: ClaimedDelivery): Promise<Tried> {
  const { now, random, log } = options;
  const startedAt = now();
  const tried = (attempt: Attempt): Tried => ({
    delivery,
    attempt,
    outcome: outcomeOf(attempt, delivery.tries, delivery.endpoint.ack, random),
  });
  try {
    const attempt = await send(options, delivery);
    if (attempt.fault === 'address_refused') warnOfRefusal(options, delivery, attempt);
    return tried(attempt);
  } catch (error) {
    log.error({ err: error, messageid: delivery.messageId }, 'a push could not be tried');
    return tried(failedByUs(startedAt, error));
  }
}

/**
 * Logs an attempt that the server itself refused. Other failures are the receiver's, and the store has them. The circuit
 * breaker bounds how often this happens.
 */
function warnOfRefusal(
  { log }: ForwardOptions,
  { endpoint, messageId }: ClaimedDelivery,
  { faultText }: Attempt,
): void {
  log.warn({ companyid: endpoint.companyId, pushid: endpoint.id, messageid: messageId }, `not pushed: ${faultText}`);
}

async function send({ now, delivering }: ForwardOptions, delivery: ClaimedDelivery): Promise<Attempt> {
  const { endpoint, messageId: id, attempts, hop } = delivery;
  const body = inForm(endpoint.form, delivery.body);
  return deliver(parcelOf(endpoint, { id, body, hop, number: attempts + 1, at: now() }), delivering);
}
