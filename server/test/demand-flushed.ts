import type { Inspect } from '../src/db/group/commit.ts';

/** Throws for a statement of a command that names a table whose queued rows are not flushed. */
export const demandFlushed: Inspect = ({ sql }, unflushed) => {
  const named = unflushed.find((table) => new RegExp(`\\b${table}\\b`).test(sql));
  if (named) throw new Error(`The command must flush ${named} first: ${sql}`);
};
