import type { Queries } from '../../db/database.ts';
import { isPostgres } from '../../db/dialect.ts';
import type { Change, Json } from '../../events.ts';

/** `[property, from, to, text, label, statusType]`; what a change doesn't have at its end is left away, else null. */
type Kept = readonly [string, Json, Json, text?: string | null, label?: string | null, statusType?: number];

/**
 * The changes of an event as they are kept: in the short form, or whole on PostgreSQL, where a node of an earlier
 * release may read them still (docs/decisions/0015).
 */
export function keptChanges(query: Queries, changes: readonly Change[]): string {
  return isPostgres(query) ? JSON.stringify(changes) : shortChanges(changes);
}

/** Without the names of their members, a third of what they would take. */
export function shortChanges(changes: readonly Change[]): string {
  return JSON.stringify(changes.map(kept));
}

function kept({ property, from, to, text, label, statusType }: Change): Kept {
  if (statusType !== undefined) return [property, from, to, text ?? null, label ?? null, statusType];
  if (label !== undefined) return [property, from, to, text ?? null, label];
  return text === undefined ? [property, from, to] : [property, from, to, text];
}

/** Reads them, in either form. */
export function changesOf(json: string): Change[] {
  return (JSON.parse(json) as (Kept | Change)[]).map((change) => ('property' in change ? change : changeOf(change)));
}

function changeOf([property, from, to, text, label, statusType]: Kept): Change {
  return {
    property,
    from,
    to,
    ...(typeof text === 'string' && { text }),
    ...(typeof label === 'string' && { label }),
    ...(statusType !== undefined && { statusType }),
  };
}
