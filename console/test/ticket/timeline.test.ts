import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeline } from '../../src/ticket/timeline.ts';
import { eventOf, replyOf, ticketOf } from './tickets.ts';

test('events placed between replies do not change the order of the replies', () => {
  const change = { property: 'level', label: null, from: '低', to: '高' };
  // The clock was set back between the events 2 and 3, so that the reply of event 3 is the earlier one.
  const ticket = ticketOf({
    replies: [
      { ...replyOf('z'), at: 100 },
      { ...replyOf('a'), at: 200 },
    ],
    events: [
      { ...eventOf(2, 'li', [], 'a'), at: 200 },
      { ...eventOf(3, 'li', [change], 'z'), at: 100 },
      { ...eventOf(4, 'li', [change]), at: 300 },
    ],
  });
  const keys = (tab: 'conversation' | 'all') => timeline(ticket, tab).map(({ key }) => key);
  assert.deepEqual(keys('conversation'), ['description', 'rz', 'ra']);
  assert.deepEqual(
    keys('all').filter((key) => !key.startsWith('e')),
    keys('conversation'),
  );
  assert.equal(keys('all').length, 5);
});
