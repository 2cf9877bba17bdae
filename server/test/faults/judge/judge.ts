import { isDeepStrictEqual } from 'node:util';
import type { AttachedFile } from '../../../src/files/attachment.ts';
import { replay } from '../../../src/tickets/model/apply-event.ts';
import { countFaults, countsOf } from './counts.ts';
import type { Call, History } from './history.ts';
import type { KeptReply, KeptTicket, State } from './state.ts';
import { isErased, type Trace, tracesIn } from './traces.ts';

/**
 * Returns a sentence for each violation of these rules. An acknowledged write is in the store once, a refused one not
 * at all, and one that failed or got no answer at most once. A write that was answered before another began comes
 * before the other in their sequence. No write is in the store in part.
 */
export function judge(history: History, state: State): string[] {
  const traces = tracesIn(state, erasedBy(history.calls));
  return [
    ...history.unseen,
    ...onceEach(history.calls, traces),
    ...lastWins(history.calls, traces),
    ...inOrder(history.calls, traces),
    ...state.tickets.flatMap(ticketFaults),
    ...numberFaults(state),
    ...customerFaults(state),
    ...fileFaults(state),
    ...countFaults(state.counts, countsOf(state.tickets.map(({ ticket }) => ticket))),
  ];
}

/** Trace of an erasure → trace of its reply, for every call that erases. */
function erasedBy(calls: readonly Call[]): ReadonlyMap<string, string> {
  return new Map(calls.flatMap(({ trace, erases }) => (erases ? [[trace, erases]] : [])));
}

function onceEach(calls: readonly Call[], traces: readonly Trace[]): string[] {
  const found = Map.groupBy(traces, ({ text }) => text);
  const asked = new Set(calls.map(({ trace }) => trace));
  const released = filesOfErased(calls);
  const uncalled = [...found.keys()].filter((text) => !asked.has(text));
  const wrong = calls.flatMap(({ trace, outcome, made, sets }): string[] => {
    const [first, ...more] = found.get(trace) ?? [];
    if (more.length > 0) return [`${trace}: there ${more.length + 1} times`];
    if (outcome === 'refused' && first) return [`${trace}: refused, and there`];
    if (outcome !== 'done') return [];
    if (!first) return sets === undefined && !released.has(trace) ? [`${trace}: answered, and not there`] : [];
    return made === '' || made === first.made ? [] : [`${trace}: answered as ${made}, there as ${first.made}`];
  });
  return [...uncalled.map((text) => `${text}: nobody asked for it`), ...wrong];
}

/** Returns the traces of files that may be missing, because their reply was erased or may have been. */
export function filesOfErased(calls: readonly Call[]): ReadonlySet<string | undefined> {
  const erased = new Set(calls.flatMap(({ erases, outcome }) => (erases && outcome !== 'refused' ? [erases] : [])));
  return new Set(calls.flatMap(({ trace, carries }) => (erased.has(trace) ? [carries] : [])));
}

/**
 * A property of which a write was acknowledged must hold some write, and not one that was answered before another
 * acknowledged write of the property began.
 */
function lastWins(calls: readonly Call[], traces: readonly Trace[]): string[] {
  const there = new Set(traces.map(({ text }) => text));
  const setting = Map.groupBy(
    calls.filter(({ sets }) => sets !== undefined),
    ({ sets }) => sets,
  );
  return [...setting].flatMap(([property, writes]) => {
    const stands = writes.find(({ trace }) => there.has(trace));
    const lost = writes.find(({ outcome, begunAt }) => outcome === 'done' && begunAt > (stands?.endedAt ?? -1));
    return lost ? [`${property}: ${lost.trace} was answered and is overwritten by an earlier write, or lost`] : [];
  });
}

/** Of two writes of one sequence, the one that was answered before the other began must have the lower place. */
function inOrder(calls: readonly Call[], traces: readonly Trace[]): string[] {
  const called = new Map(calls.map((call) => [call.trace, call]));
  const placed = traces.flatMap(({ text, sequence, place }) => {
    const call = called.get(text);
    return call && sequence !== undefined && place !== undefined ? [{ ...call, sequence, place }] : [];
  });
  const sequences = Map.groupBy(placed, ({ sequence }) => sequence);
  return [...sequences.values()].flatMap((writes) => {
    const answered = writes.toSorted((a, b) => a.endedAt - b.endedAt);
    let highest = { place: Number.NEGATIVE_INFINITY, trace: '' };
    let next = 0;
    return writes
      .toSorted((a, b) => a.begunAt - b.begunAt)
      .flatMap((call) => {
        for (let before = answered[next]; before && before.endedAt < call.begunAt; before = answered[++next]) {
          if (before.place > highest.place) highest = before;
        }
        if (highest.place < call.place) return [];
        return [
          `${call.sequence}: ${call.trace} stands at ${call.place}, ${highest.trace}, answered before, at ${highest.place}`,
        ];
      });
  });
}

/** A ticket must have all its events, and their replay must equal its row and replies. */
function ticketFaults({ ticket, events, replies }: KeptTicket): string[] {
  const name = `ticket ${ticket.id}`;
  if (events.some(({ version }, index) => version !== index + 1)) return [`${name}: its events have gaps`];
  const faults: string[] = [];
  if (!isDeepStrictEqual(replay(ticket.id, events), ticket)) faults.push(`${name}: its events do not yield its row`);

  const erased = new Set(events.flatMap(({ kind, replyId }) => (kind === 'erased' ? [replyId] : [])));
  const inEvents = events.flatMap((event) =>
    event.changes.flatMap(({ property, to }) => {
      if (property !== 'reply') return [];
      if (isErased(event) !== erased.has(event.replyId)) faults.push(`${name}: a reply is erased by half`);
      const { content, files, visibility } = to as { content: string; files: unknown[]; visibility: string };
      return [{ id: event.replyId, content, files, visibility }];
    }),
  );
  const kept = replies.map(({ id, content, files, visibility, erased_at }) => {
    if ((erased_at !== null) !== erased.has(id)) faults.push(`${name}: a reply is erased by half`);
    return { id, content, files: JSON.parse(files) as unknown[], visibility };
  });
  if (!isDeepStrictEqual(inEvents, kept)) faults.push(`${name}: its events do not yield its replies`);
  return faults;
}

/** Each number from the first to the last must belong to one ticket. */
function numberFaults({ tickets, lastNumbers }: State): string[] {
  const days = Map.groupBy(tickets, ({ ticket }) => ticket.number.slice(0, 8));
  return [...new Set([...days.keys(), ...lastNumbers.keys()])].flatMap((day) => {
    const taken = (days.get(day) ?? []).map(({ ticket }) => Number(ticket.number.slice(8))).sort((a, b) => a - b);
    const last = lastNumbers.get(day) ?? 0;
    if (last === taken.length && taken.every((number, index) => number === index + 1)) return [];
    return [`numbers of ${day}: ${last} were given out, ${taken.length} tickets have ${taken[0]} to ${taken.at(-1)}`];
  });
}

function customerFaults({ tickets, customers }: State): string[] {
  const known = new Set(customers.map(({ id }) => id));
  const missing = tickets.flatMap(({ ticket: { id, customerId } }) =>
    customerId === null || known.has(customerId) ? [] : [`ticket ${id}: its customer is not there`],
  );
  // Clients give an e-mail only when they open a ticket. The ticket goes to the customer with that e-mail, so no two
  // customers may have the same.
  const named = customers.filter(({ emails }) => emails !== '');
  const doubled = [...Map.groupBy(named, ({ emails }) => emails)].flatMap(([email, { length }]) =>
    length === 1 ? [] : [`${email}: ${length} customers`],
  );
  return [...missing, ...doubled];
}

function fileFaults({ tickets, files }: State): string[] {
  const noted = new Set(files.map(({ id }) => id));
  const named = tickets.flatMap(({ ticket, replies }) =>
    [...ticket.files, ...replies.flatMap(filesOf)].flatMap((file) => ('id' in file ? [file.id] : [])),
  );
  const missing = [...new Set(named)].filter((id) => !noted.has(id));
  const spoiled = files.flatMap(({ id, sha256, found }) => {
    if (found === undefined) return [`file ${id}: noted, and not there`];
    return found === sha256 ? [] : [`file ${id}: its bytes are not those that came`];
  });
  return [...missing.map((id) => `file ${id}: a ticket has it, and it is not there`), ...spoiled];
}

function filesOf({ files }: KeptReply): readonly AttachedFile[] {
  return JSON.parse(files) as AttachedFile[];
}
