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

/** Which event is the last of packed rows; undefined when there are none. */
export function lastPlace([row]: readonly Packed[]): Pick<PastEvent, 'ticketId' | 'version'> | undefined {
  if (!row?.packed) return undefined;
  const bytes = bufferOf(row.packed);
  const [ticketId = '', version] = bytes
    .subarray(bytes.lastIndexOf(packing.row, undefined, 'latin1') + 1)
    .toString('latin1')
    .split(packing.value, 2);
  return { ticketId, version: Number(version) };
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The events of packed rows. */
export function unpackEvents([row]: readonly Packed[]): PastEvent[] {
  if (!row?.packed) return [];
  const text: ByteText = bufferOf(row.packed).toString('latin1');
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
