import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { afterCustomerReply, demandBeginning, demandMove } from '../../../src/tickets/model/moves.ts';
import { because, catalog } from '../office.ts';

const fresh = 0;
const working = 1;
const waiting = 2;
const solved = 3;
const spares = 10;
const archived = 11;
const deleted = 98;
const closed = 99;

function status(code: number) {
  const found = catalog.statuses.get(code);
  assert.ok(found);
  return found;
}

function move(from: number, to: number, { replies = false, reopens = false } = {}): () => void {
  return () => demandMove(status(from), status(to), { replies, reopens });
}

describe('moves of state by an agent', () => {
  test('an open, waiting, paused or resolved ticket may go anywhere, back to new too', () => {
    for (const from of [fresh, working, waiting, solved, spares]) {
      for (const to of [fresh, working, waiting, solved, spares, archived, deleted, closed]) {
        move(from, to)();
        move(from, to, { replies: true })();
      }
    }
  });

  test('a closed ticket takes its deletion and its own status, and no other', () => {
    for (const from of [closed, archived]) {
      move(from, deleted)();
      move(from, from)();
      for (const to of [fresh, working, waiting, solved, spares]) {
        assert.throws(move(from, to), because('move_forbidden', 'status'));
      }
    }
    assert.throws(move(closed, archived), because('move_forbidden'));
  });

  test('a closed ticket takes no reply, whatever status it carries', () => {
    for (const to of [working, deleted, closed]) {
      assert.throws(move(closed, to, { replies: true }), because('ticket_closed'));
    }
  });

  test('where replies reopen, a closed ticket takes a reply and the status it carries', () => {
    for (const to of [fresh, working, deleted, closed]) move(closed, to, { replies: true, reopens: true })();
    move(closed, working, { reopens: true })();
  });

  test('a deleted ticket is unknown, whatever the company allows', () => {
    for (const to of [fresh, working, deleted, closed]) {
      assert.throws(move(deleted, to, { reopens: true }), because('ticket_unknown'));
    }
  });

  test('a ticket may begin in any status but deleted', () => {
    for (const code of [fresh, working, waiting, solved, spares, archived, closed]) demandBeginning(status(code));
    assert.throws(() => demandBeginning(status(deleted)), because('move_forbidden', 'status'));
  });
});

describe('the status after a customer replied', () => {
  const after = (from: number, reopens = false) => afterCustomerReply(status(from), reopens);

  test('a new ticket stays new', () => assert.equal(after(fresh), fresh));

  test('any other open one waits for the agents', () => {
    for (const from of [working, waiting, spares, solved]) assert.equal(after(from), waiting);
  });

  test('a closed one takes it only where replies reopen', () => {
    assert.throws(() => after(closed), because('ticket_closed'));
    assert.equal(after(closed, true), waiting);
  });

  test('a deleted one is unknown', () => assert.throws(() => after(deleted, true), because('ticket_unknown')));
});
