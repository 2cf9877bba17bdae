import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Change, EventKind, TicketEvent } from '../../../src/events.ts';
import { replay } from '../../../src/tickets/model/apply-event.ts';
import { countsOf } from './counts.ts';
import type { Call } from './history.ts';
import { judge } from './judge.ts';
import type { KeptReply, KeptTicket, State } from './state.ts';
import { traceOf } from './traces.ts';

const empty: State = { tickets: [], lastNumbers: new Map(), customers: [], options: [], files: [], counts: new Map() };

describe('the judge of histories', () => {
  test('finds nothing wrong when everything that was answered is stored', () => {
    const ticket = opened(1, replied('mark-r1'), replied('mark-r2'));
    const history = [open(1, 0, 1), reply(ticket, 'mark-r1', 2, 3), reply(ticket, 'mark-r2', 4, 5)];
    assert.deepEqual(faults(history, withTickets(ticket)), []);
  });

  test('sees a missing write that was acknowledged', () => {
    assert.deepEqual(faults([open(1, 0, 1)], empty), ['ticket mark-t1: answered, and not there']);
  });

  test('sees a missing reply that was acknowledged', () => {
    const ticket = opened(1);
    assert.deepEqual(faults([open(1, 0, 1), reply(ticket, 'mark-r1', 2, 3)], withTickets(ticket)), [
      'event mark-r1 of t1: answered, and not there',
    ]);
  });

  test('sees a write that was done twice', () => {
    const ticket = opened(1, replied('mark-r1'), replied('mark-r1'));
    assert.deepEqual(faults([open(1, 0, 1), reply(ticket, 'mark-r1', 2, 3)], withTickets(ticket)), [
      'event mark-r1 of t1: there 2 times',
    ]);
  });

  test('sees a write that was refused but done, and one that no call asked for', () => {
    const ticket = opened(1, replied('mark-r1'), replied('mark-r2'));
    const refused: Call = { ...reply(ticket, 'mark-r1', 2, 3), outcome: 'refused' };
    assert.deepEqual(faults([open(1, 0, 1), refused], withTickets(ticket)), [
      'event mark-r2 of t1: nobody asked for it',
      'event mark-r1 of t1: refused, and there',
    ]);
  });

  test('accepts a write without an answer as done or not done', () => {
    const lost: Call = { ...open(1, 0, Number.POSITIVE_INFINITY), outcome: 'unanswered', made: '' };
    assert.deepEqual(faults([lost], empty), []);
    assert.deepEqual(faults([lost], withTickets(opened(1))), []);
  });

  test('sees an answer that names another id', () => {
    const call = { ...open(1, 0, 1), made: 't7' };
    assert.deepEqual(faults([call], withTickets(opened(1))), ['ticket mark-t1: answered as t7, there as t1']);
  });

  test('sees numbers against the order of the answers', () => {
    const state = withTickets(opened(1), opened(2));
    assert.deepEqual(faults([open(2, 0, 1), open(1, 2, 3)], state), [
      'numbers of 20260302: ticket mark-t1 stands at 1, ticket mark-t2, answered before, at 2',
    ]);
    assert.deepEqual(faults([open(2, 0, 3), open(1, 2, 4)], state), [], 'at the same time either may be first');
  });

  test('sees a missing number, and one that was given twice', () => {
    const gap = faults([open(1, 0, 1), open(3, 2, 3)], withTickets(opened(1), opened(3)));
    assert.deepEqual(gap, ['numbers of 20260302: 3 were given out, 2 tickets have 1 to 3']);
    const twin = { ...opened(2), ticket: { ...opened(2).ticket, number: opened(1).ticket.number } };
    const twice = judge({ calls: [open(1, 0, 1), open(2, 2, 3)], unseen: [] }, withTickets(opened(1), twin));
    assert.ok(twice.some((fault) => fault.startsWith('numbers of 20260302: 1 were given out')));
  });

  test('sees replies against the order of the answers', () => {
    const ticket = opened(1, replied('mark-r2'), replied('mark-r1'));
    const history = [open(1, 0, 1), reply(ticket, 'mark-r1', 2, 3), reply(ticket, 'mark-r2', 4, 5)];
    assert.deepEqual(faults(history, withTickets(ticket)), [
      'events of t1: event mark-r2 of t1 stands at 2, event mark-r1 of t1, answered before, at 3',
    ]);
  });

  test('sees partial commits: an event without its reply or row, a gap, half of an erasure', () => {
    const whole = opened(1, replied('mark-r1'), erased('r2'));
    const history = [open(1, 0, 1), reply(whole, 'mark-r1', 2, 3), erasure('r2', whole, 'mark-r1', 4, 5)];
    assert.deepEqual(faults(history, withTickets(whole)), []);

    const noReply = { ...whole, replies: [] };
    assert.deepEqual(faults(history, withTickets(noReply)), ['ticket t1: its events do not yield its replies']);
    const oldRow = { ...whole, ticket: { ...whole.ticket, version: 2 } };
    assert.deepEqual(faults(history, withTickets(oldRow)), ['ticket t1: its events do not yield its row']);
    const gap = { ...whole, events: whole.events.filter(({ version }) => version !== 2) };
    assert.ok(faults(history, withTickets(gap)).includes('ticket t1: its events have gaps'));
    const halfErased = { ...whole, events: opened(1, replied('mark-r1'), withErasureEvent('r2')).events };
    assert.ok(faults(history, withTickets(halfErased)).includes('ticket t1: a reply is erased by half'));
  });

  test('sees a property that holds an earlier write than the last acknowledged one', () => {
    const customers = (remark: string) => ({ ...empty, customers: [{ id: 'c1', nick: 'mark-c', remark, emails: '' }] });
    const made = call(traceOf.customer('mark-c'), 0, 1, 'c1');
    const remark = (mark: string, begunAt: number, endedAt: number) =>
      ({ ...call(traceOf.remark('c1', mark), begunAt, endedAt, 'c1'), sets: 'remark of c1' }) as const;
    const history = [made, remark('mark-1', 2, 3), remark('mark-2', 4, 5)];
    assert.deepEqual(faults(history, customers('mark-2')), []);
    assert.deepEqual(faults(history, customers('mark-1')).length, 1);
    assert.deepEqual(faults(history, customers('')).length, 1);
  });

  test('sees a missing file, and one with other bytes', () => {
    const history = [call(traceOf.file('abc'), 0, 1, 'f1')];
    const withFile = (found: string | undefined) => ({ ...empty, files: [{ id: 'f1', sha256: 'abc', found }] });
    assert.deepEqual(faults(history, withFile('abc')), []);
    assert.deepEqual(faults(history, withFile(undefined)), ['file f1: noted, and not there']);
    assert.deepEqual(faults(history, withFile('abd')), ['file f1: its bytes are not those that came']);
  });

  test('accepts a file that was removed with its erased reply, and no other removal', () => {
    const ticket = opened(1, replied('mark-r1'), erased('r2'));
    const carrying = { ...reply(ticket, 'mark-r1', 2, 3), carries: traceOf.file('abc') };
    const uploaded = call(traceOf.file('abc'), 0, 1, 'f1');
    const history = [open(1, 0, 1), uploaded, carrying, erasure('r2', ticket, 'mark-r1', 4, 5)];
    assert.deepEqual(faults(history, withTickets(ticket)), []);
    const other = history.map((one) => (one === carrying ? reply(ticket, 'mark-r1', 2, 3) : one));
    assert.deepEqual(faults(other, withTickets(ticket)), ['file abc: answered, and not there']);
  });

  test('sees a ticket that has a missing file', () => {
    const ticket = opened(1, edited({ property: 'files', from: [], to: [{ id: 'f1', name: 'a' }] }));
    const history = [open(1, 0, 1), call(traceOf.event('t1', 'edited'), 2, 3)];
    assert.deepEqual(faults(history, withTickets(ticket)), ['file f1: a ticket has it, and it is not there']);
  });

  test('sees a customer who was created twice', () => {
    const made = ['c1', 'c2'].map((id) => ({ id, nick: '', remark: '', emails: 'a@example.com' }));
    assert.deepEqual(faults([], { ...empty, customers: made.slice(1) }), []);
    assert.deepEqual(faults([], { ...empty, customers: made }), ['a@example.com: 2 customers']);
  });

  test('sees wrong counts of tickets', () => {
    const state = withTickets(opened(1));
    const counts = new Map(state.counts).set('created_at in hour 0, status -1', 2);
    assert.deepEqual(faults([open(1, 0, 1)], { ...state, counts }), [
      'created_at in hour 0, status -1: 1 tickets, counted as 2',
    ]);
  });

  test('sees a ticket whose customer is missing', () => {
    const ticket = opened(1, edited({ property: 'customerId', from: null, to: 'c1', text: 'mark-c' }));
    const history = [open(1, 0, 1), call(traceOf.event('t1', 'mark-c'), 2, 3)];
    assert.deepEqual(faults(history, withTickets(ticket)), ['ticket t1: its customer is not there']);
  });
});

function faults(calls: readonly Call[], state: State): string[] {
  return judge({ calls, unseen: [] }, state);
}

function call(trace: string, begunAt: number, endedAt: number, made = ''): Call {
  return { trace, begunAt, endedAt, outcome: 'done', made };
}

function open(number: number, begunAt: number, endedAt: number): Call {
  return call(traceOf.ticket(`mark-t${number}`), begunAt, endedAt, `t${number}`);
}

function reply({ ticket }: KeptTicket, mark: string, begunAt: number, endedAt: number): Call {
  return call(traceOf.event(ticket.id, mark), begunAt, endedAt);
}

function erasure(replyId: string, { ticket }: KeptTicket, mark: string, begunAt: number, endedAt: number): Call {
  return { ...call(traceOf.erasure(replyId), begunAt, endedAt), erases: traceOf.event(ticket.id, mark) };
}

function withTickets(...tickets: KeptTicket[]): State {
  const numbers = tickets.map(({ ticket }) => Number(ticket.number.slice(8)));
  const counts = countsOf(tickets.map(({ ticket }) => ticket));
  return { ...empty, tickets, lastNumbers: new Map([['20260302', Math.max(...numbers)]]), counts };
}

/** Changes the events of a ticket, such as by adding one. A reply's id is `r` and the version of its event. */
type Step = (events: readonly TicketEvent[]) => TicketEvent[];

function opened(number: number, ...steps: Step[]): KeptTicket {
  const id = `t${number}`;
  const numbered = { property: 'number', from: null, to: `20260302${String(number).padStart(6, '0')}` };
  const titled = { property: 'title', from: null, to: `mark-${id}` };
  const events = steps.reduce<TicketEvent[]>(
    (before, step) => step(before),
    [event(id, 1, 'created', [numbered, titled])],
  );
  return { ticket: replay(id, events), events, replies: events.flatMap(keptReply) };
}

function replied(mark: string): Step {
  const to = { title: '', content: `${mark} 您好`, files: [], visibility: 'public' };
  return (events) => [
    ...events,
    next(events, 'replied', [{ property: 'reply', from: null, to }], `r${events.length + 1}`),
  ];
}

function edited(change: Change): Step {
  return (events) => [...events, next(events, 'edited', [change])];
}

/** Erases the reply: empties its text in its event, and adds an event of the erasure. */
function erased(replyId: string): Step {
  const to = { title: '', content: '', files: [], visibility: 'public', erased: true };
  const blank = (one: TicketEvent) =>
    one.replyId === replyId ? { ...one, changes: [{ property: 'reply', from: null, to }] } : one;
  return (events) => withErasureEvent(replyId)(events.map(blank));
}

function withErasureEvent(replyId: string): Step {
  return (events) => [...events, next(events, 'erased', [], replyId)];
}

function next(before: readonly TicketEvent[], kind: EventKind, changes: readonly Change[], replyId?: string) {
  return event(before[0]!.ticketId, before.length + 1, kind, changes, replyId);
}

function event(
  ticketId: string,
  version: number,
  kind: EventKind,
  changes: readonly Change[],
  replyId = '',
): TicketEvent {
  const actor = { type: 'agent', id: 'ming', name: 'ming', face: '' } as const;
  return { id: `${ticketId}-${version}`, ticketId, version, at: version, kind, actor, way: 'page', changes, replyId };
}

function keptReply({ kind, changes, replyId }: TicketEvent): KeptReply[] {
  return changes.flatMap(({ property, to }) => {
    if (kind !== 'replied' || property !== 'reply') return [];
    const { content, visibility } = to as { content: string; visibility: 'public' };
    return [{ id: replyId!, title: '', content, files: '[]', visibility, erased_at: content === '' ? 9 : null }];
  });
}
