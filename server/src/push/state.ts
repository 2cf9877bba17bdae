import { sql } from 'kysely';

// Literals in the queries, not parameters: the stores use the indexes of these states only when they can see them.

export const waiting = sql.lit<'waiting'>('waiting');
export const givenUp = sql.lit<'given_up'>('given_up');
