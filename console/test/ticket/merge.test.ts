import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Ticket } from '../../src/api/types.ts';
import { changesByOthers, editsToSend, skipOwnEvents, withEdits } from '../../src/ticket/merge.ts';
import type { TicketEvent } from '../../src/ticket/ticket.ts';
import { eventOf, replyOf, ticketOf } from './tickets.ts';

const chose = (...pairs: [string, 'theirs' | 'mine'][]) => new Map(pairs);

function statusBy(agentId: string, version: number): TicketEvent {
  return eventOf(version, agentId, [{ property: 'status', label: null, from: '未处理', to: '处理中' }]);
}

test('a reply that arrived meanwhile is reported and conflicts with no edit', () => {
  const latest = ticketOf({ version: 8, replies: [replyOf('r1')], events: [eventOf(8, 'li', [], 'r1')] });
  const found = changesByOthers(latest, 7, { status: 99 }, 'me');
  assert.deepEqual(
    found.replies.map((reply) => reply.id),
    ['r1'],
  );
  assert.deepEqual(found.conflicts, []);
  assert.equal(found.version, 8);
});

test('a property set by both to different values is a conflict; the same value is none', () => {
  const latest = ticketOf({ version: 8, status: 1, events: [statusBy('li', 8)] });
  assert.deepEqual(changesByOthers(latest, 7, { status: 99 }, 'me').conflicts, [
    { property: 'status', theirs: '1', mine: '99' },
  ]);
  assert.deepEqual(changesByOthers(latest, 7, { status: 1 }, 'me').conflicts, []);
  assert.deepEqual(changesByOthers(latest, 8, { status: 99 }, 'me').conflicts, []);
});

test('each custom field conflicts on its own', () => {
  const change = { property: 'field:f1', label: '颜色', from: null, to: '红' };
  const latest = ticketOf({
    version: 9,
    fields: [{ fieldId: 'f1', value: 'red', text: '红' }],
    events: [eventOf(9, 'li', [change])],
  });
  const edits = {
    fields: [
      { fieldId: 'f1', value: 'blue' },
      { fieldId: 'f2', value: '7' },
    ],
  };
  assert.deepEqual(changesByOthers(latest, 8, edits, 'me').conflicts, [
    { property: 'field:f1', theirs: 'red', mine: 'blue' },
  ]);
  assert.deepEqual(editsToSend(edits, latest, chose(['field:f1', 'theirs'])), {
    fields: [{ fieldId: 'f2', value: '7' }],
  });
  assert.deepEqual(editsToSend(edits, latest, chose(['field:f1', 'mine'])), edits);
});

test('an edit is not sent if the other’s value was chosen or if the edit equals the latest value', () => {
  const latest: Ticket = ticketOf({ status: 1, level: 2 });
  assert.deepEqual(editsToSend({ status: 99, level: 2, title: '新' }, latest, chose(['status', 'theirs'])), {
    title: '新',
  });
  assert.deepEqual(editsToSend({ status: 99 }, latest, chose(['status', 'theirs'])), {});
});

test('removing the agent is shown at once, and conflicts with the choice of another agent', () => {
  const latest = ticketOf({ version: 8, agentId: 'li', events: [eventOf(8, 'li', [agentSet])] });
  assert.equal(withEdits(latest, { agentId: '' }).agentId, null);
  assert.deepEqual(changesByOthers(latest, 7, { agentId: '' }, 'me').conflicts, [
    { property: 'agentId', theirs: 'li', mine: '' },
  ]);
  assert.deepEqual(editsToSend({ agentId: '' }, ticketOf({ agentId: null }), chose()), {});
});

const agentSet = { property: 'agentId', label: null, from: null, to: '李' };

test('my own events count as seen, up to the first of another agent', () => {
  const events = [statusBy('me', 6), statusBy('me', 7), statusBy('li', 8), statusBy('me', 9)];
  assert.equal(skipOwnEvents(5, events, 'me'), 7);
  assert.equal(skipOwnEvents(8, events, 'me'), 9);
  assert.equal(skipOwnEvents(7, events, 'me'), 7);
  assert.equal(skipOwnEvents(9, events, 'me'), 9);
});

test('my own event meanwhile is neither news nor a conflict', () => {
  const latest = ticketOf({ version: 9, status: 1, events: [statusBy('me', 8), eventOf(9, 'li', [])] });
  const found = changesByOthers(latest, 7, { status: 99 }, 'me');
  assert.deepEqual(
    found.events.map((event) => event.version),
    [9],
  );
  assert.deepEqual(found.conflicts, []);
  assert.equal(changesByOthers(latest, 7, { status: 99 }, 'li').conflicts.length, 1);
});

test('edits that are being sent are shown as if they were made', () => {
  const shown = withEdits(ticketOf({ fields: [{ fieldId: 'f1', value: 'red', text: '红' }] }), {
    status: 99,
    fields: [{ fieldId: 'f1', value: 'blue' }],
  });
  assert.equal(shown.status, 99);
  assert.deepEqual(shown.fields, [{ fieldId: 'f1', value: 'blue', text: '' }]);
});

test('every edit conflicts when events are not loaded, since they may have changed any property', () => {
  const latest = ticketOf({ version: 90, status: 1, events: [eventOf(89, 'li', []), eventOf(90, 'li', [])] });
  const found = changesByOthers(latest, 30, { status: 99 }, 'me');
  assert.deepEqual([found.unread, found.events.length], [58, 2]);
  assert.deepEqual(found.conflicts, [{ property: 'status', theirs: '1', mine: '99' }]);
});

test('my own events do not advance the seen version across events that are not loaded', () => {
  assert.equal(skipOwnEvents(5, [statusBy('me', 7), statusBy('me', 8)], 'me'), 5);
});
