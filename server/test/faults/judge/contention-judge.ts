import { changesOf } from '../../../src/tickets/rows/history-store.ts';

/** A ticket that was answered: when it was asked for, and which number it has; undefined when it is not there. */
export interface Numbered {
  readonly id: string;
  readonly begunAt: number;
  readonly endedAt: number;
  readonly number: string | undefined;
}

/** What is wrong with the numbers of a company: of those that were answered, and of all that there are. */
export function numberFaults(answered: readonly Numbered[], all: readonly string[]): string[] {
  const lost = answered.filter(({ number }) => number === undefined).map(({ id }) => `${id}: answered, and not there`);
  const days = [...Map.groupBy(all, (number) => number.slice(0, 8))].flatMap(([day, numbers]) => {
    const sequence = numbers.map((number) => Number(number.slice(8))).sort((one, other) => one - other);
    const whole = sequence.every((number, index) => number === index + 1);
    return whole ? [] : [`${day}: ${numbers.length} tickets do not have the numbers from 1 on, each once`];
  });
  return [...lost, ...days, ...orderFaults(answered)];
}

/** Whoever asked after another was answered has the higher number. */
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
  /** No other reply has it. */
  readonly content: string;
  /** When its author read the ticket, to the second; by the clock that the nodes have, too. */
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

/** What is wrong with replies that raced: lost or doubled ones, and stale ones that were taken or fresh ones refused. */
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
    const before = others[kept.version - 2];
    return before && secondOf(before.at) > one.readAt ? [`${one.content}: stale, and taken`] : [];
  });
}

/** Somebody else changed the ticket after it was read, before the refusal. */
function refusedRightly(one: AnsweredReply, events: readonly KeptEvent[]): string[] {
  const changed = events.some(({ at }) => secondOf(at) > one.readAt && at <= one.endedAt);
  return changed ? [] : [`${one.content}: fresh, and refused`];
}

/** Callers know times to the second. */
function secondOf(at: number): number {
  return at - (at % 1000);
}
