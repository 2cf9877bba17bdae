import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withEvents, withOlderPages, withReplies } from '../../src/api/ticket-pages.ts';
import type { Ticket } from '../../src/api/types.ts';
import { eventOf, replyOf, ticketOf } from '../ticket/tickets.ts';

/**
 * Returns a ticket of which the replies and events `from` to `to` are loaded. Unless `from` is 1, it has older ones.
 */
function ticketRead(from: number, to: number, more: Partial<Ticket> = {}): Ticket {
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return ticketOf({
    version: to,
    replies: numbers.map((number) => replyOf(`r${number}`)),
    olderReplies: from > 1 ? `${from}.r${from}` : null,
    events: numbers.map((number) => eventOf(number, 'li', [], `r${number}`)),
    olderEvents: from > 1 ? from : null,
    ...more,
  });
}

const idsOf = ({ replies }: Ticket) => replies.map(({ id }) => id);
const versionsOf = ({ events }: Ticket) => events.map(({ version }) => version);

test('a ticket that is read again keeps the older pages that were loaded before', () => {
  const now = withOlderPages(ticketRead(4, 9), ticketRead(7, 10));
  assert.deepEqual(idsOf(now), idsOf(ticketRead(4, 10)));
  assert.deepEqual(versionsOf(now), [4, 5, 6, 7, 8, 9, 10]);
  assert.deepEqual([now.olderReplies, now.olderEvents, now.version], ['4.r4', 4, 10]);
});

test('a ticket that is loaded from its beginning stays complete', () => {
  const now = withOlderPages(ticketRead(1, 9), ticketRead(8, 10));
  assert.deepEqual([idsOf(now).length, now.olderReplies, now.olderEvents], [10, null, null]);
});

test('a ticket without loaded older pages becomes the latest one', () => {
  const latest = ticketRead(7, 10);
  assert.deepEqual(withOlderPages(undefined, latest), latest);
  assert.deepEqual(withOlderPages(ticketRead(7, 9), latest), latest);
  assert.equal(withOlderPages(ticketRead(4, 9, { id: 'another' }), latest), latest);
});

test('older pages are dropped when events are missing between them and the latest page', () => {
  const latest = ticketRead(20, 30);
  assert.equal(withOlderPages(ticketRead(4, 9), latest), latest);
});

test('older pages are dropped when texts were erased, since the pages may still hold them', () => {
  const latest = ticketRead(7, 10);
  const erased = { ...latest, events: latest.events.map((event) => ({ ...event, kind: 'erased' })) };
  assert.equal(withOlderPages(ticketRead(4, 9), erased), erased);
});

test('an older page is put before the loaded entries, unless the ticket was read again and begins elsewhere', () => {
  const ticket = ticketRead(7, 10);
  const { replies, events } = ticketRead(4, 6);
  const extended = withReplies(ticket, '7.r7', { replies, older: '4.r4' });
  assert.deepEqual([idsOf(extended), extended.olderReplies], [idsOf(ticketRead(4, 10)), '4.r4']);
  const done = withEvents(ticket, 7, { events, older: 4 });
  assert.deepEqual([versionsOf(done), done.olderEvents], [[4, 5, 6, 7, 8, 9, 10], 4]);
  assert.equal(withReplies(extended, '7.r7', { replies, older: '4.r4' }), extended);
  assert.equal(withEvents(done, 7, { events, older: 4 }), done);
});
