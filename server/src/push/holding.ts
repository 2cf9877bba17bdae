import type { Database, DbTransaction } from '../db/database.ts';
import { sendWord } from '../db/dialect.ts';
import type { EndpointKey } from './endpoint.ts';

/**
 * An endpoint is forwarded to by one node at a time, so that what is under way to it at once, its order and its breaker
 * hold over all nodes. A node that dies is followed by another after so long.
 */
const holdMs = 60_000;

/** Held for less than this, it is held anew. */
const renewedMs = 45_000;

/**
 * Nobody can take over from the one process of a SQLite store, so its claims end with it: the next start forgets them.
 * If they ended by the wall clock, a clock set forward would have the process send again what it is sending.
 */
const unending = Number.MAX_SAFE_INTEGER;

/** The endpoints that this node forwards to. */
export interface Holding {
  /** Until when this node may try what it claims now; undefined while another node forwards to the endpoint. */
  hold(tx: DbTransaction, key: EndpointKey, at: number): Promise<number | undefined>;
  /** Whether it is this node's, as far as it remembers. */
  holds(key: EndpointKey): boolean;
  /** Leaves them to other nodes. */
  release(): Promise<void>;
}

/** One process alone on its store holds everything and writes nothing of it. */
export function holding(db: Database, node: string): Holding {
  const held = new Map<string, { readonly key: EndpointKey; readonly until: number }>();
  if (db.kind === 'sqlite') {
    return { hold: async () => unending, holds: () => true, release: async () => {} };
  }

  async function holdAnew(tx: DbTransaction, key: EndpointKey, at: number): Promise<number | undefined> {
    const until = at + holdMs;
    const { numUpdatedRows } = await tx.query
      .updateTable('push_endpoint')
      .set({ worker: node, worker_until: until })
      .where('company_id', '=', key.companyId)
      .where('id', '=', key.id)
      .where(({ or, eb }) => or([eb('worker', 'in', ['', node]), eb('worker_until', '<=', at)]))
      .executeTakeFirst();
    if (numUpdatedRows === 0n) {
      // Who holds it listens, and would otherwise look only within a second.
      await sendWord(tx.query, 'push_due', JSON.stringify([key.companyId, key.id]));
      return undefined;
    }
    tx.afterCommit(() => held.set(nameOf(key), { key, until }));
    return until;
  }

  return {
    async hold(tx, key, at) {
      const until = held.get(nameOf(key))?.until ?? 0;
      // After the wall clock was set, what is remembered is too early or too late for other nodes.
      return until >= at + renewedMs && until <= at + holdMs ? until : holdAnew(tx, key, at);
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
