import type { TicketEvent } from '../../../src/events.ts';
import type { KeptTicket, State } from './state.ts';

/**
 * The trace of a write in the store. Every write of the load carries a unique word, so that its traces can be counted.
 */
export interface Trace {
  readonly text: string;
  /** The id that the answer to the write must name: of what was created or, for a remark, of the customer; else "". */
  readonly made: string;
  /**
   * The sequence that the trace belongs to, such as the events of a ticket. A later write has a higher `place` in it.
   */
  readonly sequence?: string;
  readonly place?: number;
}

/** The texts of traces, for the load that writes and the judge that searches. */
export const traceOf = {
  ticket: (mark: string) => `ticket ${mark}`,
  event: (ticketId: string, mark: string) => `event ${mark} of ${ticketId}`,
  erasure: (replyId: string) => `erasure of ${replyId}`,
  customer: (mark: string) => `customer ${mark}`,
  remark: (customerId: string, mark: string) => `remark ${mark} of ${customerId}`,
  option: (mark: string) => `option ${mark}`,
  file: (sha256: string) => `file ${sha256}`,
};

const mark = /^mark-[\w-]+/;

/**
 * Returns all traces in the store. An erased reply has no text any more; `erased` maps the trace of its erasure to the
 * trace that the reply left.
 */
export function tracesIn(state: State, erased: ReadonlyMap<string, string>): Trace[] {
  const customers = state.customers.flatMap(({ id, nick, remark }): Trace[] => {
    const made = markIn(nick).map((word) => ({ text: traceOf.customer(word), made: id }));
    return [...made, ...markIn(remark).map((word) => ({ text: traceOf.remark(id, word), made: id }))];
  });
  const options = state.options.flatMap(({ value, position }) =>
    markIn(value).map((word) => ({ text: traceOf.option(word), made: '', sequence: 'options', place: position })),
  );
  const files = state.files.map(({ id, sha256 }) => ({ text: traceOf.file(sha256), made: id }));
  return [...state.tickets.flatMap((kept) => tracesOfTicket(kept, erased)), ...customers, ...options, ...files];
}

function tracesOfTicket({ ticket, events }: KeptTicket, erased: ReadonlyMap<string, string>): Trace[] {
  const opened = markIn(ticket.title).map((word) => ({
    text: traceOf.ticket(word),
    made: ticket.id,
    sequence: `numbers of ${ticket.number.slice(0, 8)}`,
    place: Number(ticket.number.slice(8)),
  }));
  const later = events.filter(({ kind }) => kind !== 'created');
  return [...opened, ...later.map((event) => traceOfEvent(event, erased))];
}

function traceOfEvent(event: TicketEvent, erased: ReadonlyMap<string, string>): Trace {
  const { kind, ticketId, version } = event;
  const erasure = traceOf.erasure(event.replyId ?? '');
  const own = kind === 'erased' ? erasure : traceOf.event(ticketId, wordOf(event));
  const text = (isErased(event) && erased.get(erasure)) || own;
  return { text, made: '', sequence: `events of ${ticketId}`, place: version };
}

/** True when the reply that the event added has been erased since. */
export function isErased({ kind, changes }: TicketEvent): boolean {
  return kind !== 'erased' && changes.some(({ property, to }) => property === 'reply' && 'erased' in Object(to));
}

/** Returns the mark in the event's texts; its kind when there is none. */
function wordOf({ kind, changes }: TicketEvent): string {
  const changeOf = (name: string) => changes.find(({ property }) => property === name);
  const reply = changeOf('reply')?.to as { content: string } | undefined;
  const evaluation = changeOf('evaluation')?.to as { remark: string } | undefined;
  // The reply's text comes first: the event of a reply may also change the description, which repeats an earlier mark.
  const word = reply?.content ?? evaluation?.remark ?? changeOf('reminder')?.to ?? changeOf('customerId')?.text;
  return markIn(String(word ?? changeOf('content')?.to))[0] ?? kind;
}

function markIn(text: string): string[] {
  return text.match(mark) ?? [];
}
