import type { Answer } from './answer-reader.ts';

/** The numbers and times of calls by their outcome. */
export interface Tallied {
  /** Milliseconds from sending to the complete answer of each call that succeeded, in ascending order. */
  readonly accepted: readonly number[];
  /** The same for answers with HTTP 503 and Retry-After. */
  readonly refused: readonly number[];
  /** The number of other answers. `example` is the beginning of the first of them. */
  readonly wrong: number;
  readonly example: string;
  /** The number of calls whose connection ended before the answer. */
  readonly broken: number;
  /** Ids of the tickets that the server said it had created. */
  readonly made: readonly string[];
}

export interface Tally {
  count(answer: Answer, ms: number): void;
  /** Counts a call whose connection ended before the answer. */
  break(): void;
  result(): Tallied;
}

export function newTally(): Tally {
  const accepted: number[] = [];
  const refused: number[] = [];
  const made: string[] = [];
  let [wrong, broken, example] = [0, 0, ''];
  return {
    count({ status, head, body }, ms) {
      if (status === 200 && body.startsWith('{"ret_code":"000000"')) {
        accepted.push(ms);
        // The expression matches the end of an answer to a create. Other answers with a ticket id end otherwise.
        const id = /"item":\{"ticketid":"([0-9a-f]{32})"\},"items":\[\]\}$/.exec(body)?.[1];
        if (id !== undefined) made.push(id);
      } else if (status === 503 && /retry-after: \d/i.test(head)) {
        refused.push(ms);
      } else {
        wrong += 1;
        example ||= head + body.slice(0, 500);
      }
    },
    break() {
      broken += 1;
    },
    result() {
      return {
        accepted: accepted.toSorted(ascending),
        refused: refused.toSorted(ascending),
        made,
        wrong,
        broken,
        example,
      };
    },
  };
}

function ascending(one: number, other: number): number {
  return one - other;
}
