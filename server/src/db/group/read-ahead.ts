import type { CompiledQuery, QueryResult } from 'kysely';
import type { Ahead, Queries } from '../database.ts';
import type { Execute } from '../queries.ts';
import { onlyReads, share } from './tables-of.ts';

/** Sends the reads of all commands of a group at once; one after the other each would wait for its own round trip. */
export interface ReadAhead {
  ask(aheads: readonly Ahead[]): Promise<void>;
  /** The answer to the statement; undefined when nobody asked before, or when the answer may have changed since. */
  answerTo(statement: CompiledQuery): Promise<QueryResult<unknown>> | undefined;
  /** Drops the answers about tables that the statement changes. */
  forget(changing: CompiledQuery): void;
}

interface Asked {
  readonly statement: CompiledQuery;
  readonly answer: Promise<QueryResult<unknown>>;
}

export function readAhead(execute: Execute, builder: (execute: Execute) => Queries): ReadAhead {
  const asked = new Map<string, Asked>();

  const remember: Execute = (statement) => {
    if (!onlyReads(statement)) throw new Error(`Not a read: ${statement.sql}`);
    const question = questionOf(statement);
    const known = asked.get(question);
    if (known) return known.answer;
    const answer = Promise.resolve(execute(statement));
    asked.set(question, { statement, answer });
    return answer;
  };

  return {
    async ask(aheads) {
      const query = builder(remember);
      // Waits for all of them: none may go on reading after the transaction has ended because another failed.
      const outcomes = await Promise.allSettled(aheads.map((ahead) => ahead(query)));
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failed) throw failed.reason;
    },
    answerTo: (statement) => (asked.size === 0 ? undefined : asked.get(questionOf(statement))?.answer),
    forget(changing) {
      for (const [question, { statement }] of asked) if (share(statement, changing)) asked.delete(question);
    },
  };
}

function questionOf({ sql, parameters }: CompiledQuery): string {
  return `${sql} ${JSON.stringify(parameters)}`;
}
