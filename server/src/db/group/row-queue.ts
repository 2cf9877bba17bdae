import type { CompiledQuery } from 'kysely';
import type { DbTransaction, GroupWriter, Queries } from '../database.ts';
import type { Schema } from '../schema.ts';
import { speaksOf } from './tables-of.ts';

/** The rows that the commands of one group have queued. */
export interface RowQueue {
  readonly of: DbTransaction['queued'];
  /** The current command succeeded: its rows stay. */
  keep(): void;
  /**
   * The current command was rolled back. Its own queued rows are dropped; rows of its neighbours that it had flushed
   * are queued again.
   */
  rollBack(): void;
  /** Whether the statement may read or change rows that are still queued. */
  isNeededBy(statement: CompiledQuery): boolean;
  /** Whether all of the rows that the statement needs were queued by earlier commands. */
  isOfNeighbours(statement: CompiledQuery): boolean;
  /** Rows flushed so far stay, even if the current command is rolled back. */
  keepFlushed(): void;
  /** Writes all queued rows before the commit, or those that a statement needs before it runs. */
  flush(query: Queries, before?: CompiledQuery): Promise<void>;
}

interface Queue {
  readonly rows: unknown[];
  /** How many of the rows belong to commands that succeeded. */
  kept: number;
  /** How many of the rows were flushed, and how many were when the current command began. */
  flushed: number;
  flushedBefore: number;
  readonly table: keyof Schema | undefined;
}

export function openQueue(): RowQueue {
  const byWriter = new Map<GroupWriter<never>, Queue>();

  function queueOf(writer: GroupWriter<never>, table: keyof Schema | undefined): Queue {
    const known = byWriter.get(writer);
    if (known) return known;
    const queue: Queue = { rows: [], kept: 0, flushed: 0, flushedBefore: 0, table };
    byWriter.set(writer, queue);
    return queue;
  }

  return {
    of: <Row>(writer: GroupWriter<Row>, table?: keyof Schema) => queueOf(writer, table).rows as Row[],
    keep() {
      for (const queue of byWriter.values()) {
        queue.kept = queue.rows.length;
        queue.flushedBefore = queue.flushed;
      }
    },
    rollBack() {
      for (const queue of byWriter.values()) {
        queue.rows.length = queue.kept;
        queue.flushed = queue.flushedBefore;
      }
    },
    isNeededBy: (statement) => [...byWriter.values()].some((queue) => isNeeded(queue, statement)),
    isOfNeighbours: (statement) =>
      [...byWriter.values()].every((queue) => queue.kept === queue.rows.length || !isNeeded(queue, statement)),
    keepFlushed() {
      for (const queue of byWriter.values()) queue.flushedBefore = queue.flushed;
    },
    async flush(query, before) {
      const due = [...byWriter].filter(([, queue]) =>
        before ? isNeeded(queue, before) : queue.rows.length > queue.flushed,
      );
      await allOver(due.map(([writer, queue]) => writer(query, takeQueued(queue) as never[])));
    },
  };
}

function isNeeded({ table, rows, flushed }: Queue, statement: CompiledQuery): boolean {
  return table !== undefined && rows.length > flushed && speaksOf(statement, table);
}

function takeQueued(queue: Queue): unknown[] {
  const rows = queue.rows.slice(queue.flushed);
  queue.flushed = queue.rows.length;
  return rows;
}

/**
 * Waits for every writer, also when one fails: a writer that went on would write into the next transaction. Throws the
 * first fault, because later ones may only follow from it.
 */
async function allOver(writing: readonly Promise<unknown>[]): Promise<void> {
  const faults: unknown[] = [];
  await Promise.all(writing.map((one) => one.catch((fault: unknown) => faults.push(fault))));
  if (faults.length > 0) throw faults[0];
}
