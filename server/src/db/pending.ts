import type { CompiledQuery } from 'kysely';
import type { DbTransaction, GroupWriter, Queries } from './database.ts';
import type { Schema } from './schema.ts';
import { speaksOf } from './tables-of.ts';

/** What the commands of one group leave to be written together. */
export interface Pending {
  readonly of: DbTransaction['pending'];
  /** The command that ran last is done: what it left stays. */
  keep(): void;
  /** It was refused, and what it wrote taken back: what it left goes; what it had others' pieces written is to be written. */
  takeBack(): void;
  /** Whether the statement may read or change rows that are not written yet. */
  isMissedBy(statement: CompiledQuery): boolean;
  /** Whether all that the statement would miss is of commands that are done. */
  isOfOthers(statement: CompiledQuery): boolean;
  /** What is written so far stays so, whatever becomes of the command that runs. */
  keepWritten(): void;
  /** Writes everything that is not written yet: before the commit, and before a statement that would miss it. */
  write(query: Queries, before?: CompiledQuery): Promise<void>;
}

interface Left {
  readonly pieces: unknown[];
  /** How many of them are of commands that are done. */
  kept: number;
  /** How many are written, and how many were when the command that runs began. */
  written: number;
  writtenBefore: number;
  readonly table: keyof Schema | undefined;
}

export function pendingOfGroup(): Pending {
  const byWriter = new Map<GroupWriter<never>, Left>();

  function leftFor(writer: GroupWriter<never>, table: keyof Schema | undefined): Left {
    const known = byWriter.get(writer);
    if (known) return known;
    const left: Left = { pieces: [], kept: 0, written: 0, writtenBefore: 0, table };
    byWriter.set(writer, left);
    return left;
  }

  return {
    of: <Piece>(writer: GroupWriter<Piece>, table?: keyof Schema) => leftFor(writer, table).pieces as Piece[],
    keep() {
      for (const left of byWriter.values()) {
        left.kept = left.pieces.length;
        left.writtenBefore = left.written;
      }
    },
    takeBack() {
      for (const left of byWriter.values()) {
        left.pieces.length = left.kept;
        left.written = left.writtenBefore;
      }
    },
    isMissedBy: (statement) => [...byWriter.values()].some((left) => isMissed(left, statement)),
    isOfOthers: (statement) =>
      [...byWriter.values()].every((left) => left.kept === left.pieces.length || !isMissed(left, statement)),
    keepWritten() {
      for (const left of byWriter.values()) left.writtenBefore = left.written;
    },
    async write(query, before) {
      const due = [...byWriter].filter(([, left]) =>
        before ? isMissed(left, before) : left.pieces.length > left.written,
      );
      await allOver(due.map(([writer, left]) => writer(query, takeUnwritten(left) as never[])));
    },
  };
}

function isMissed({ table, pieces, written }: Left, statement: CompiledQuery): boolean {
  return table !== undefined && pieces.length > written && speaksOf(statement, table);
}

function takeUnwritten(left: Left): unknown[] {
  const pieces = left.pieces.slice(left.written);
  left.written = left.pieces.length;
  return pieces;
}

/**
 * Waits for the others too when one fails: what went on would write into the transaction that comes next. Throws what
 * failed first; whatever fails after it may do so because of it.
 */
async function allOver(writing: readonly Promise<unknown>[]): Promise<void> {
  const faults: unknown[] = [];
  await Promise.all(writing.map((one) => one.catch((fault: unknown) => faults.push(fault))));
  if (faults.length > 0) throw faults[0];
}
