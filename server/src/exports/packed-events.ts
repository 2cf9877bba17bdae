import { sql } from 'kysely';
import type { Queries } from '../db/database.ts';
import { packed, packing } from '../db/dialect.ts';
import type { Actor } from '../events.ts';
import { cut, detached, type JsonText, quoted, storedJson } from '../json/json-text.ts';
import type { PastActor, PastEvent } from '../tickets/reading/past.ts';
import { pastChanges } from '../tickets/reading/past-change.ts';

/** What exports read of events. No value is null, for packed values can't be. */
export const columns = [
  'ticket_id',
  'version',
  'at',
  'kind',
  sql<string>`coalesce(reply_id, '')`.as('reply'),
  'actor_type',
  'actor_id',
  'actor_name',
  'changes',
] as const;

const names = columns.map((column) => (typeof column === 'string' ? column : 'reply'));

export function packedEvents(query: Queries) {
  return packed(query, names).as('packed');
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

/** Unpacks the events of packed rows, of many one after the other: who acts once mostly does so again. */
export function eventUnpacker(): (rows: readonly Packed[]) => PastEvent[] {
  const actors = new Map<string, PastActor>();
  let text = storedJson('');
  let place = 0;

  function next(): string {
    const from = place;
    const end = text.indexOf(packing.value, from);
    place = end + 1;
    return text.slice(from, end);
  }

  function nextActor(): PastActor {
    const from = place;
    for (let values = 0; values < 3; values++) place = text.indexOf(packing.value, place) + 1;
    const values = cut(text, from, place - 1);
    const known = actors.get(values);
    if (known) return known;
    if (actors.size >= mostRemembered) actors.clear();
    const actor = actorOf(values);
    actors.set(detached(values), actor);
    return actor;
  }

  return ([row]) => {
    text = storedJson(row?.packed ? bufferOf(row.packed) : '');
    place = 0;
    const events: PastEvent[] = [];
    while (place < text.length) {
      events.push({
        ticketId: next(),
        version: Number(next()),
        at: Number(next()),
        kind: next(),
        replyId: next(),
        actor: nextActor(),
        changes: pastChanges(text, place),
      });
      const end = text.indexOf(packing.row, place);
      place = end < 0 ? text.length : end + 1;
    }
    return events;
  };
}

const mostRemembered = 10_000;

function actorOf(values: JsonText): PastActor {
  const [type, id = '', name = ''] = values.split(packing.value);
  return { type: type as Actor['type'], id: quoted(id), name: quoted(name) };
}
