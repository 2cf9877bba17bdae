import type { DbTransaction, Queries, QueuedRows } from '../database.ts';
import type { QueuedTable } from './queued-tables.ts';

/** The rows that the commands of one group have queued. The neighbours of a command are the other commands of its group. */
export interface RowQueue {
  readonly rowsOf: DbTransaction['queued'];
  /** The current command succeeded: its rows stay. */
  keep(): void;
  /**
   * The current command was rolled back. Its own queued rows are dropped; rows of its neighbours that it had flushed
   * are queued again.
   */
  rollBack(): void;
  /** Which tables have rows that are not flushed. */
  unflushed(): readonly QueuedTable[];
  /** Whether any of the tables has rows that are not flushed. */
  holds(tables: readonly QueuedTable[]): boolean;
  /** Whether all unflushed rows of the tables were queued by earlier commands. */
  isOfNeighbours(tables: readonly QueuedTable[]): boolean;
  /** Rows flushed so far are not queued again when the current command is rolled back: they lie outside of its savepoint. */
  keepFlushed(): void;
  /** Writes the queued rows of the tables, or all. */
  flush(query: Queries, tables?: readonly QueuedTable[]): Promise<void>;
}

interface Queue {
  readonly rows: unknown[];
  /** How many of the rows belong to commands that succeeded. */
  kept: number;
  /** How many of the rows were flushed, and how many were when the current command began. */
  flushed: number;
  flushedBefore: number;
}

export function openQueue(): RowQueue {
  const queues = new Map<QueuedRows<never>, Queue>();

  function queueOf(kind: QueuedRows<never>): Queue {
    const known = queues.get(kind);
    if (known) return known;
    const queue: Queue = { rows: [], kept: 0, flushed: 0, flushedBefore: 0 };
    queues.set(kind, queue);
    return queue;
  }

  function unflushedIn(tables?: readonly QueuedTable[]): [QueuedRows<never>, Queue][] {
    return [...queues].filter(
      ([{ table }, { rows, flushed }]) => rows.length > flushed && (!tables || tables.includes(table)),
    );
  }

  return {
    rowsOf: <Row>(kind: QueuedRows<Row>) => queueOf(kind).rows as Row[],
    keep() {
      for (const queue of queues.values()) {
        queue.kept = queue.rows.length;
        queue.flushedBefore = queue.flushed;
      }
    },
    rollBack() {
      for (const queue of queues.values()) {
        queue.rows.length = queue.kept;
        queue.flushed = queue.flushedBefore;
      }
    },
    unflushed: () => unflushedIn().map(([{ table }]) => table),
    holds: (tables) => unflushedIn(tables).length > 0,
    isOfNeighbours: (tables) => unflushedIn(tables).every(([, { rows, kept }]) => kept === rows.length),
    keepFlushed() {
      for (const queue of queues.values()) queue.flushedBefore = queue.flushed;
    },
    async flush(query, tables) {
      await waitForAll(unflushedIn(tables).map(([{ write }, queue]) => write(query, takeUnflushed(queue) as never[])));
    },
  };
}

function takeUnflushed(queue: Queue): unknown[] {
  const rows = queue.rows.slice(queue.flushed);
  queue.flushed = queue.rows.length;
  return rows;
}

/**
 * Waits for every writer, also when one fails, because a writer that goes on would write into the next transaction. Throws
 * the first error; later ones may be its consequences.
 */
async function waitForAll(writing: readonly Promise<unknown>[]): Promise<void> {
  const faults: unknown[] = [];
  await Promise.all(writing.map((one) => one.catch((fault: unknown) => faults.push(fault))));
  if (faults.length > 0) throw faults[0];
}
