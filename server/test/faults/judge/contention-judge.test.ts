import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type AnsweredReply, type KeptEvent, numberFaults, replyFaults } from './contention-judge.ts';

describe('the judge of simultaneous calls', () => {
  const first = { id: 'a', begunAt: 0, endedAt: 2, number: '20260302000001' };
  const second = { id: 'b', begunAt: 3, endedAt: 4, number: '20260302000002' };
  const together = { ...second, begunAt: 1 };

  test('finds nothing wrong with numbers in the order of the answers', () => {
    assert.deepEqual(numberFaults([first, second], [first.number, second.number]), []);
  });

  test('sees a missing number, a number given twice, and a missing ticket', () => {
    assert.equal(numberFaults([first], [first.number, '20260302000003']).length, 1);
    assert.equal(numberFaults([first], [first.number, first.number]).length, 1);
    assert.deepEqual(numberFaults([{ ...first, number: undefined }], []), ['a: answered, and not there']);
  });

  test('sees numbers against the order of the answers, but accepts any order of overlapping calls', () => {
    const swapped = (other: typeof second) => [
      { ...first, number: second.number },
      { ...other, number: first.number },
    ];
    const all = [first.number, second.number];
    assert.deepEqual(numberFaults(swapped(second), all), ['b: 20260302000001 was given after 20260302000002']);
    assert.deepEqual(numberFaults(swapped(together), all), []);
  });

  const event = (version: number, at: number, content?: string): KeptEvent => ({
    ticket_id: 't',
    version,
    at,
    changes: JSON.stringify(content === undefined ? [] : [{ property: 'reply', to: { content } }]),
  });
  const reply = (outcome: AnsweredReply['outcome'], readAt: number): AnsweredReply => ({
    ticketId: 't',
    content: 'mine',
    readAt,
    endedAt: 9000,
    outcome,
  });

  test('sees a lost reply, a doubled one, and one that was refused but stored', () => {
    const kept = [event(1, 1000), event(2, 2000, 'mine')];
    assert.deepEqual(replyFaults([reply('done', 1000)], kept), []);
    assert.deepEqual(replyFaults([reply('done', 1000)], kept.slice(0, 1)), ['mine: answered, and not there']);
    assert.deepEqual(replyFaults([reply('done', 1000)], [...kept, event(3, 2000, 'mine')]), ['mine: there 2 times']);
    assert.deepEqual(replyFaults([reply('refused', 1000)], kept), ['mine: refused, and there']);
    assert.deepEqual(replyFaults([reply('failed', 1000)], kept.slice(0, 1)), []);
  });

  test('sees a stale reply that was accepted, and a fresh one that was refused', () => {
    const stale = [event(1, 1000), event(2, 3000, 'other'), event(3, 4000, 'mine')];
    assert.deepEqual(replyFaults([reply('done', 2000)], stale), ['mine: stale, and taken']);
    assert.deepEqual(replyFaults([reply('done', 3000)], stale), []);
    assert.deepEqual(replyFaults([reply('refused', 2000)], stale.slice(0, 2)), []);
    assert.deepEqual(replyFaults([reply('refused', 3000)], stale.slice(0, 2)), ['mine: fresh, and refused']);
  });
});
