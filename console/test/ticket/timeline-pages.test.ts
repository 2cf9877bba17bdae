import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Entry, isUnread, timeline } from '../../src/ticket/timeline.ts';
import { eventOf, replyOf, ticketOf } from './tickets.ts';

const set = { property: 'status', label: null, from: '未处理', to: '处理中' };
const keysOf = (entries: readonly Entry[]) => entries.map(({ key }) => key);
const olderIn = (entries: readonly Entry[]) => entries.find((entry) => entry.kind === 'older')?.older;

test('the button for older replies is between the description and the replies, and says how many it loads', () => {
  const ticket = ticketOf({ replyCount: 53, replies: [replyOf('a'), replyOf('b')], olderReplies: '0.a' });
  const entries = timeline(ticket, 'conversation');
  assert.deepEqual(keysOf(entries), ['description', 'older', 'ra', 'rb']);
  assert.deepEqual(olderIn(entries), { replies: true, events: false, count: 50 });
  assert.equal(olderIn(timeline({ ...ticket, replyCount: 3 }, 'conversation'))?.count, 1);
  assert.deepEqual(keysOf(timeline({ ...ticket, olderReplies: null }, 'conversation')), ['description', 'ra', 'rb']);
});

test('the button offers a full page when there are more replies than the server counts', () => {
  const replies = Array.from({ length: 1_050 }, (_, index) => replyOf(`r${index}`));
  const ticket = ticketOf({ replyCount: 1_000, replies, olderReplies: '0.r0' });
  assert.equal(olderIn(timeline(ticket, 'conversation'))?.count, 50);
});

test('the button of the update log says how many older events it loads', () => {
  const ticket = ticketOf({ version: 8, events: [eventOf(7, 'li', [set]), eventOf(8, 'li', [set])], olderEvents: 7 });
  const entries = timeline(ticket, 'log');
  assert.deepEqual([keysOf(entries), olderIn(entries)?.count], [['older', 'ee7', 'ee8'], 6]);
});

test('the tab with replies and events begins where both are loaded, so that it has no gap', () => {
  const ticket = ticketOf({
    replies: [replyOf('a', 3), replyOf('b', 9)],
    olderReplies: '3.a',
    events: [eventOf(6, 'li', [set]), eventOf(8, 'li', [set])],
    olderEvents: 6,
  });
  const entries = timeline(ticket, 'all');
  assert.deepEqual(keysOf(entries), ['description', 'older', 'ee6', 'ee8', 'rb']);
  assert.deepEqual(olderIn(entries), { replies: false, events: true, count: undefined });
  const whole = timeline({ ...ticket, olderEvents: null }, 'all');
  assert.deepEqual(keysOf(whole), ['description', 'older', 'ra', 'ee6', 'ee8', 'rb']);
  assert.deepEqual(olderIn(whole), { replies: true, events: false, count: undefined });
});

test('a reply is unread by the version of its event, or by its time if the event is not loaded', () => {
  const ticket = ticketOf({
    replies: [replyOf('a', 3), replyOf('b', 5), replyOf('c', 7)],
    events: [eventOf(7, 'li', [], 'c')],
    olderEvents: 7,
  });
  const unread = (version: number, at: number) =>
    keysOf(timeline(ticket, 'conversation').filter((entry) => isUnread(entry, { version, at })));
  assert.deepEqual(unread(2, 4), ['rb', 'rc']);
  assert.deepEqual(unread(7, 7), []);
  assert.deepEqual(unread(6, Number.POSITIVE_INFINITY), ['rc']);
});
