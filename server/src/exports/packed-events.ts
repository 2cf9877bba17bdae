import type { ByteText } from '../byte-text.ts';
import type { Queries } from '../db/database.ts';
import { packed, packing } from '../db/dialect.ts';
import type { PastEvent } from '../tickets/past.ts';
import { pastChanges } from '../tickets/past-change.ts';

/** What exports read of events. */
export const columns = [
  'ticket_id',
  'version',
  'at',
  'kind',
  'actor_type',
  'actor_id',
  'actor_name',
  'changes',
] as const;

export function packedEvents(query: Queries) {
  return packed(query, columns).as('packed');
}

export interface Packed {
  readonly packed: Uint8Array | null;
}

/** The events of packed rows. */
export function unpackEvents([row]: readonly Packed[]): PastEvent[] {
  const bytes = row?.packed;
  if (!bytes) return [];
  const text: ByteText = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const events: PastEvent[] = [];
  let place = 0;
  const next = () => {
    const from = place;
    const end = text.indexOf(packing.value, from);
    place = end + 1;
    return text.slice(from, end);
  };
  while (place < text.length) {
    events.push({
      ticketId: next(),
      version: Number(next()),
      at: Number(next()),
      kind: next(),
      actorType: next(),
      actorId: next(),
      actorName: next(),
      changes: pastChanges(text, place),
    });
    const end = text.indexOf(packing.row, place);
    place = end < 0 ? text.length : end + 1;
  }
  return events;
}
