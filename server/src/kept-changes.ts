import type { Change, Json } from './events.ts';

/** `[property, from, to, text, label, statusType]`; what a change doesn't have at its end is left away, else null. */
type Kept = readonly [string, Json, Json, text?: string | null, label?: string | null, statusType?: number];

/** The changes of an event as they are kept: without the names of their members, a third of what they would take. */
export function keptChanges(changes: readonly Change[]): string {
  return JSON.stringify(changes.map(kept));
}

function kept({ property, from, to, text, label, statusType }: Change): Kept {
  if (statusType !== undefined) return [property, from, to, text ?? null, label ?? null, statusType];
  if (label !== undefined) return [property, from, to, text ?? null, label];
  return text === undefined ? [property, from, to] : [property, from, to, text];
}

/** Reads them. Those of an earlier release are kept as the objects that they are. */
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
