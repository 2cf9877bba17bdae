import type { Database, DbTransaction } from '../db/database.ts';
import { lockedUnlessTaken } from '../db/dialect.ts';
import { prepared, preparedFor } from '../db/prepared.ts';
import type { PushMessageTable } from '../db/schema.ts';
import type { EndpointKey, PushEndpoint } from './endpoint.ts';
import { waiting } from './state.ts';

/** A delivery that this node alone may try until its lease ends. */
export interface ClaimedDelivery {
  readonly endpoint: PushEndpoint;
  /** The message's place in the sequence of the company's messages. */
  readonly position: number;
  readonly ticketId: string;
  readonly messageId: string;
  /** The ticket as JSON, before it is put into the endpoint's form. */
  readonly body: string;
  /** The number of pushes in the chain that led to this message, this one included. */
  readonly hop: number;
  /** Failed tries since the delivery was created or replayed. */
  readonly tries: number;
  /** All tries, including those before a replay. */
  readonly attempts: number;
  readonly lease: string;
  readonly leaseUntil: number;
  /** An instant of the `elapsed` clock. A try that begins later could still be under way when the lease ends. */
  readonly beginBy: number;
}

/** In the order `latest`, later messages of a ticket may pass one that has been failing for this long. */
const passableAfterMs = 30 * 60_000;

/**
 * If an earlier message of the ticket must be sent first, the delivery is put off by this time. The delivery is due
 * sooner when the earlier one is settled.
 */
const putOffMs = 60_000;

/** A claim reads this many more rows than it needs, because some may have to wait for earlier messages of their tickets. */
const spare = 64;

export interface Claim extends Pick<ClaimedDelivery, 'lease' | 'leaseUntil' | 'beginBy'> {
  readonly at: number;
  readonly most: number;
}

/**
 * Claims up to `most` due deliveries of the endpoint, oldest first. Of the messages of one ticket, it claims only the
 * earliest that waits and those that may pass it (see `PushEndpoint.order`), and puts the others off. `more` is true
 * when further deliveries may be due.
 */
export async function claimDeliveries(
  tx: DbTransaction,
  endpoint: PushEndpoint,
  { at, most, lease, leaseUntil, beginBy }: Claim,
): Promise<{ claimed: ClaimedDelivery[]; more: boolean }> {
  const limit = most + spare;
  // Messages that have been failing since this instant may be passed; -1 precedes every instant.
  const passable = endpoint.order === 'latest' ? at - passableAfterMs : -1;
  tx.flush('push_message', 'push_delivery');
  const due = await selectDue(tx.query, { company: endpoint.companyId, endpoint: endpoint.id, at, passable, limit });
  const blocked = due.filter(({ blocked }) => blocked === 1);
  const unblocked = due.filter(({ blocked }) => blocked === 0);
  const free = unblocked.slice(0, most);
  await reschedule(tx, endpoint, blocked, { due_at: at + putOffMs });
  await reschedule(tx, endpoint, free, { lease, lease_until: leaseUntil });
  const messages = await readMessages(tx, endpoint, free);
  const claimed = free.map(({ position, ticket_id, tries, attempts }) => {
    const { id, body, hop } = messages.get(position)!;
    return {
      endpoint,
      position,
      ticketId: ticket_id,
      messageId: id,
      body,
      hop,
      tries,
      attempts,
      lease,
      leaseUntil,
      beginBy,
    };
  });
  return { claimed, more: unblocked.length > most || due.length === limit };
}

/** Ends the leases of deliveries that were claimed but not tried, so that any node can claim them at once. */
export async function releaseDeliveries(
  { query, flush }: DbTransaction,
  key: EndpointKey,
  claimed: readonly ClaimedDelivery[],
): Promise<void> {
  flush('push_delivery');
  for (const { position, lease } of claimed) {
    await query
      .updateTable('push_delivery')
      .set({ lease: '', lease_until: 0 })
      .where('company_id', '=', key.companyId)
      .where('endpoint_id', '=', key.id)
      .where('position', '=', position)
      .where('lease', '=', lease)
      .execute();
  }
}

/**
 * Ends all leases. To be called only while no server uses the store. A SQLite store needs this at every start, because
 * leases made there never expire; on PostgreSQL they expire within a minute.
 */
export async function forgetLeases(db: Database): Promise<void> {
  const endpoints = await db.query.selectFrom('push_endpoint').select(['company_id', 'id']).execute();
  for (const { company_id, id } of endpoints) {
    await db.write(company_id, async ({ query, flush }) => {
      flush('push_delivery');
      await query
        .updateTable('push_delivery')
        .set({ lease: '', lease_until: 0 })
        .where('company_id', '=', company_id)
        .where('endpoint_id', '=', id)
        .where('state', '=', waiting)
        .where('lease', '!=', '')
        .execute();
    });
  }
}

interface Due {
  position: number;
  ticket_id: string;
  tries: number;
  attempts: number;
  /** 1 when an earlier message of the ticket must be sent first. */
  blocked: number;
}

const selectDue = prepared<{ company: string; endpoint: string; at: number; passable: number; limit: number }, Due>(
  (query, value) =>
    lockedUnlessTaken(
      query,
      query
        .selectFrom('push_delivery as due')
        .select(['due.position', 'due.ticket_id', 'due.tries', 'due.attempts'])
        .select(({ case: either, exists, selectFrom }) =>
          // Not `min(position)`: SQLite would read every delivery the endpoint ever had.
          either()
            .when(
              exists(
                selectFrom('push_delivery as earlier')
                  .select('earlier.position')
                  .whereRef('earlier.company_id', '=', 'due.company_id')
                  .whereRef('earlier.endpoint_id', '=', 'due.endpoint_id')
                  .whereRef('earlier.ticket_id', '=', 'due.ticket_id')
                  .whereRef('earlier.position', '<', 'due.position')
                  .where('earlier.state', '=', waiting)
                  .where(({ eb, or }) =>
                    or([eb('earlier.failing_since', 'is', null), eb('earlier.failing_since', '>', value('passable'))]),
                  ),
              ),
            )
            .then(1)
            .else(0)
            .end()
            .as('blocked'),
        )
        .where('due.company_id', '=', value('company'))
        .where('due.endpoint_id', '=', value('endpoint'))
        .where('due.state', '=', waiting)
        .where('due.due_at', '<=', value('at'))
        .where('due.lease_until', '<=', value('at'))
        .orderBy('due.due_at')
        .orderBy('due.position')
        .limit(value('limit')),
    ),
);

async function reschedule(
  { query }: DbTransaction,
  { companyId, id }: PushEndpoint,
  rows: readonly Due[],
  changes: { due_at: number } | { lease: string; lease_until: number },
): Promise<void> {
  if (rows.length === 0) return;
  await change(query, { ...changes, companyId, id, positions: positionsOf(rows) });
}

interface Reschedule {
  readonly companyId: string;
  readonly id: string;
  readonly positions: readonly number[];
  readonly due_at?: number;
  readonly lease?: string;
  readonly lease_until?: number;
}

const change = preparedFor((query, { companyId, id, positions, ...changes }: Reschedule) =>
  query
    .updateTable('push_delivery')
    .set(changes)
    .where('company_id', '=', companyId)
    .where('endpoint_id', '=', id)
    .where('position', 'in', positions),
);

async function readMessages({ query }: DbTransaction, { companyId }: PushEndpoint, rows: readonly Due[]) {
  if (rows.length === 0) return new Map<number, Message>();
  const messages = await selectMessages(query, { companyId, positions: positionsOf(rows) });
  return new Map(messages.map((message) => [message.position, message]));
}

type Message = Pick<PushMessageTable, 'position' | 'id' | 'body' | 'hop'>;

const selectMessages = preparedFor(
  (query, { companyId, positions }: { companyId: string; positions: readonly number[] }) =>
    query
      .selectFrom('push_message')
      .select(['position', 'id', 'body', 'hop'])
      .where('company_id', '=', companyId)
      .where('position', 'in', positions),
);

function positionsOf(rows: readonly Due[]): number[] {
  return rows.map(({ position }) => position);
}
