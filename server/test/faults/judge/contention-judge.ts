import { changesOf } from '../../../src/tickets/rows/history-store.ts';

/** An acknowledged ticket: the times of its call, and its number; undefined when the ticket is missing. */
export interface Numbered {
  readonly id: string;
  readonly begunAt: number;
  readonly endedAt: number;
  readonly number: string | undefined;
}

/**
 * Finds faults in a company's ticket numbers. `answered` are the acknowledged tickets, `all` the numbers in the store.
 */
export function numberFaults(answered: readonly Numbered[], all: readonly string[]): string[] {
  const lost = answered.filter(({ number }) => number === undefined).map(({ id }) => `${id}: answered, and not there`);
  const days = [...Map.groupBy(all, (number) => number.slice(0, 8))].flatMap(([day, numbers]) => {
    const sequence = numbers.map((number) => Number(number.slice(8))).sort((one, other) => one - other);
    const whole = sequence.every((number, index) => number === index + 1);
    return whole ? [] : [`${day}: ${numbers.length} tickets do not have the numbers from 1 on, each once`];
  });
  return [...lost, ...days, ...orderFaults(answered)];
}

/** A call that began after another was answered must have the higher number. */
function orderFaults(answered: readonly Numbered[]): string[] {
  const ends = answered.toSorted((one, other) => one.endedAt - other.endedAt);
  let highest = 0;
  let passed = 0;
  return answered
    .toSorted((one, other) => one.begunAt - other.begunAt)
    .flatMap(({ id, number, begunAt }) => {
      for (; ends[passed] && ends[passed]!.endedAt < begunAt; passed++) {
        highest = Math.max(highest, Number(ends[passed]!.number ?? 0));
      }
      return Number(number ?? Number.POSITIVE_INFINITY) > highest
        ? []
        : [`${id}: ${number} was given after ${highest}`];
    });
}

export interface AnsweredReply {
  readonly ticketId: string;
  /** The reply's text, which no other reply has. */
  readonly content: string;
  /** When its author claims to have read the ticket, in whole seconds of the nodes' clock. */
  readonly readAt: number;
  readonly endedAt: number;
  readonly outcome: 'done' | 'refused' | 'failed';
}

export interface KeptEvent {
  readonly ticket_id: string;
  readonly version: number;
  readonly at: number;
  readonly changes: string;
}

/** Finds faults in simultaneous replies: lost or doubled ones, stale ones accepted, fresh ones refused. */
export function replyFaults(answered: readonly AnsweredReply[], events: readonly KeptEvent[]): string[] {
  const ofTicket = Map.groupBy(events, ({ ticket_id }) => ticket_id);
  const places = new Map<string, KeptEvent[]>();
  for (const event of events) {
    const reply = (changesOf(event.changes) as { property: string; to: { content?: string } }[]).find(
      ({ property }) => property === 'reply',
    );
    const content = reply?.to.content;
    if (content !== undefined) places.set(content, [...(places.get(content) ?? []), event]);
  }
  return answered.flatMap((one) => {
    const [kept, ...more] = places.get(one.content) ?? [];
    if (more.length > 0) return [`${one.content}: there ${more.length + 1} times`];
    const others = ofTicket.get(one.ticketId) ?? [];
    if (one.outcome === 'refused') return kept ? [`${one.content}: refused, and there`] : refusedRightly(one, others);
    if (!kept) return one.outcome === 'done' ? [`${one.content}: answered, and not there`] : [];
    // Versions begin at 1, indexes at 0.
    const before = others[kept.version - 2];
    return before && secondOf(before.at) > one.readAt ? [`${one.content}: stale, and taken`] : [];
  });
}

/** A refusal is right when the ticket changed after its author read it and before the refusal was answered. */
function refusedRightly(one: AnsweredReply, events: readonly KeptEvent[]): string[] {
  const changed = events.some(({ at }) => secondOf(at) > one.readAt && at <= one.endedAt);
  return changed ? [] : [`${one.content}: fresh, and refused`];
}

/** Rounds down to whole seconds, because the author knows the time of a change only as the wire gives it. */
function secondOf(at: number): number {
  return at - (at % 1000);
}
