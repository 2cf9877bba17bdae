import { sql } from 'kysely';

// Literals, not parameters: the stores use the partial indexes on these states only when the query text names the state.

export const waiting = sql.lit<'waiting'>('waiting');
export const givenUp = sql.lit<'given_up'>('given_up');
