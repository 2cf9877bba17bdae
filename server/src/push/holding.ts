import type { Database, DbTransaction } from '../db/database.ts';
import { sendWord } from '../db/dialect.ts';
import type { EndpointKey } from './endpoint.ts';

/**
 * One node at a time holds an endpoint and sends to it, so that its limits, its order and its breaker apply across all
 * nodes. When that node dies, another takes over after this long.
 */
const holdMs = 60_000;

/** A hold with less than this left is extended. */
const extendBelowMs = 45_000;

/**
 * A SQLite store has one process, whose leases need not expire: the next start ends them. If they expired by the wall
 * clock, a clock set forward would make the process send again what it is sending.
 */
const unending = Number.MAX_SAFE_INTEGER;

/** The endpoints that this node holds. */
export interface Holding {
  /** Holds the endpoint. Returns when leases of deliveries claimed now end; undefined while another node holds it. */
  hold(tx: DbTransaction, key: EndpointKey, at: number): Promise<number | undefined>;
  /** True when this node holds the endpoint as far as its memory says. */
  holds(key: EndpointKey): boolean;
  /** Releases every endpoint to other nodes. */
  release(): Promise<void>;
}

/** On SQLite the one process holds every endpoint and writes nothing down. */
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
      // The node that holds the endpoint listens for this; otherwise it would notice only at its next poll, in a second.
      await sendWord(tx.query, 'push_due', JSON.stringify([key.companyId, key.id]));
      return undefined;
    }
    tx.afterCommit(() => held.set(nameOf(key), { key, until }));
    return until;
  }

  return {
    async hold(tx, key, at) {
      const until = held.get(nameOf(key))?.until ?? 0;
      // If the wall clock was set, the remembered end is too early or too late for other nodes.
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
