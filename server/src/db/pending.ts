import type { DbTransaction, GroupWriter, Queries } from './database.ts';

/** What the commands of one group leave to be written together. */
export interface Pending {
  readonly of: DbTransaction['pending'];
  /** The command that ran last is done: what it left stays. */
  keep(): void;
  /** It was refused: what it left goes. */
  takeBack(): void;
  /** Writes everything, before the commit. */
  write(query: Queries): Promise<void>;
}

interface Left {
  readonly pieces: unknown[];
  /** How many of them are of commands that are done. */
  kept: number;
}

export function pendingOfGroup(): Pending {
  const byWriter = new Map<GroupWriter<never>, Left>();

  function leftFor(writer: GroupWriter<never>): Left {
    const known = byWriter.get(writer);
    if (known) return known;
    const left: Left = { pieces: [], kept: 0 };
    byWriter.set(writer, left);
    return left;
  }

  return {
    of: <Piece>(writer: GroupWriter<Piece>) => leftFor(writer).pieces as Piece[],
    keep() {
      for (const left of byWriter.values()) left.kept = left.pieces.length;
    },
    takeBack() {
      for (const left of byWriter.values()) left.pieces.length = left.kept;
    },
    async write(query) {
      const writers = [...byWriter].filter(([, { pieces }]) => pieces.length > 0);
      await Promise.all(writers.map(([writer, { pieces }]) => writer(query, pieces as never[])));
    },
  };
}
