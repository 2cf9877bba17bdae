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

describe('changes of status by an agent:', () => {
  test('an open, waiting, paused or resolved ticket may get any status, also new', () => {
    for (const from of [fresh, working, waiting, solved, spares]) {
      for (const to of [fresh, working, waiting, solved, spares, archived, deleted, closed]) {
        move(from, to)();
        move(from, to, { replies: true })();
      }
    }
  });

  test('a closed ticket may be deleted or get its own status, and no other', () => {
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

  test('a closed ticket takes a reply and its status if the company lets replies reopen it', () => {
    for (const to of [fresh, working, deleted, closed]) move(closed, to, { replies: true, reopens: true })();
    move(closed, working, { reopens: true })();
  });

  test('a deleted ticket is refused as unknown, whatever the company allows', () => {
    for (const to of [fresh, working, deleted, closed]) {
      assert.throws(move(deleted, to, { reopens: true }), because('ticket_unknown'));
    }
  });

  test('a ticket may be created in any status except deleted', () => {
    for (const code of [fresh, working, waiting, solved, spares, archived, closed]) demandBeginning(status(code));
    assert.throws(() => demandBeginning(status(deleted)), because('move_forbidden', 'status'));
  });
});

describe('the status after a reply of the customer:', () => {
  const after = (from: number, reopens = false) => afterCustomerReply(status(from), reopens);

  test('a new ticket stays new', () => assert.equal(after(fresh), fresh));

  test('any other open ticket waits for an agent', () => {
    for (const from of [working, waiting, spares, solved]) assert.equal(after(from), waiting);
  });

  test('a closed ticket takes the reply only if the company lets replies reopen it', () => {
    assert.throws(() => after(closed), because('ticket_closed'));
    assert.equal(after(closed, true), waiting);
  });

  test('a deleted ticket is refused as unknown', () =>
    assert.throws(() => after(deleted, true), because('ticket_unknown')));
});
