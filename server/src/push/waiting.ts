import { sql } from 'kysely';

/** A literal in the query, not a parameter: the stores use the indexes of what waits only when they can see it. */
export const waiting = sql.lit<'waiting'>('waiting');
