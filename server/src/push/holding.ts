import type { Database, DbTransaction } from '../db/database.ts';
import { sendWord } from '../db/dialect.ts';
import type { EndpointKey } from './endpoint.ts';

/**
 * One node at a time holds an endpoint and sends to it, so that the limits, the order and the breaker of the endpoint
 * apply across all nodes. When that node dies, another can hold the endpoint after this time.
 */
const holdMs = 60_000;

/** A hold with less than this left is extended. */
const extendBelowMs = 45_000;

/**
 * The end of leases on SQLite. Leases there need not expire, because only one process uses the store, and the next
 * start of the process ends them. If leases expired by the wall clock and somebody set it forward, deliveries under way
 * would be claimed again.
 */
const unending = Number.MAX_SAFE_INTEGER;

/** The endpoints that this node holds. */
export interface Holding {
  /** Holds the endpoint. Returns the end of leases claimed now, or undefined while another node holds the endpoint. */
  hold(tx: DbTransaction, key: EndpointKey, at: number): Promise<number | undefined>;
  /** True when this node remembers holding the endpoint. Another may hold it since, if the hold expired. */
  holds(key: EndpointKey): boolean;
  /** Ends every hold of this node, so that other nodes need not wait until the holds expire. */
  release(): Promise<void>;
}

/** On SQLite the only process holds every endpoint, so nothing is stored. */
export function makeHolding(db: Database, node: string): Holding {
  const held = new Map<string, { readonly key: EndpointKey; readonly until: number }>();
  if (db.kind === 'sqlite') {
    return { hold: async () => unending, holds: () => true, release: async () => {} };
  }

  async function extend(tx: DbTransaction, key: EndpointKey, at: number): Promise<number | undefined> {
    const until = at + holdMs;
    const { numUpdatedRows } = await tx.query
      .updateTable('push_endpoint')
      .set({ worker: node, worker_until: until })
      .where('company_id', '=', key.companyId)
      .where('id', '=', key.id)
      .where(({ or, eb }) => or([eb('worker', 'in', ['', node]), eb('worker_until', '<=', at)]))
      .executeTakeFirst();
    if (numUpdatedRows === 0n) {
      // Notifies the node that holds the endpoint, which would otherwise find the delivery only at its next poll, in a
      // second.
      await sendWord(tx.query, 'push_due', JSON.stringify([key.companyId, key.id]));
      return undefined;
    }
    tx.afterCommit(() => held.set(nameOf(key), { key, until }));
    return until;
  }

  return {
    async hold(tx, key, at) {
      const until = held.get(nameOf(key))?.until ?? 0;
      // An end further away than a whole hold shows that the wall clock was set back. The end must then be stored anew.
      return until >= at + extendBelowMs && until <= at + holdMs ? until : extend(tx, key, at);
    },
    holds: (key) => held.has(nameOf(key)),
    async release() {
      for (const { key } of held.values()) {
        await db.write(key.companyId, ({ query }) =>
          query
            .updateTable('push_endpoint')
            .set({ worker: '', worker_until: 0 })
            .where('company_id', '=', key.companyId)
            .where('id', '=', key.id)
            .where('worker', '=', node)
            .execute(),
        );
      }
      held.clear();
    },
  };
}

function nameOf({ companyId, id }: EndpointKey): string {
  return `${companyId}/${id}`;
}
