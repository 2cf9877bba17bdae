import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeTurns } from '../../src/exports/turns.ts';
import { because } from '../tickets/office.ts';

/**
 * Makes jobs that end or fail when the test says so; `begun` lists those that have begun. The second argument of `take`
 * is true when the caller may also join a job that has begun.
 */
function workshop() {
  const begun: { readonly name: string; readonly end: () => void; readonly fail: (error: Error) => void }[] = [];
  const make = (name: string) => () => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    begun.push({ name, end: resolve, fail: reject });
    return promise;
  };
  return { begun, make };
}

const turned = () => new Promise<void>((resolve) => setImmediate(resolve));

test('two callers with the same key at the same moment share one job', async () => {
  const queue = makeTurns(10);
  const { begun, make } = workshop();
  const both = [queue.take('a', true, make('first')), queue.take('a', true, make('second'))];
  await turned();
  assert.deepEqual(
    begun.map(({ name }) => name),
    ['first'],
  );
  begun[0]!.end();
  await Promise.all(both);
});

test('a caller that needs a fresh result does not join a job that has begun, but shares the next one', async () => {
  const queue = makeTurns(10);
  const { begun, make } = workshop();
  const first = queue.take('a', false, make('first'));
  await turned();
  const later = [queue.take('a', false, make('second')), queue.take('a', false, make('third'))];
  begun[0]!.end();
  await first;
  await turned();
  begun[1]!.end();
  await Promise.all(later);
  assert.deepEqual(
    begun.map(({ name }) => name),
    ['first', 'second'],
  );
});

test('jobs run one after the other, also after a failed one, and a failure is not remembered', async () => {
  const queue = makeTurns(10);
  const { begun, make } = workshop();
  const first = queue.take('a', true, make('first'));
  const other = queue.take('b', true, make('other'));
  await turned();
  assert.equal(begun.length, 1);
  begun[0]!.fail(new Error('no room'));
  await assert.rejects(first, /no room/);
  await turned();
  const again = queue.take('a', true, make('again'));
  begun[1]!.end();
  await other;
  await turned();
  begun[2]!.end();
  await again;
  assert.equal(begun[2]!.name, 'again');
});

test('a call is refused when too many jobs are waiting', async () => {
  const queue = makeTurns(1);
  const { begun, make } = workshop();
  const first = queue.take('a', true, make('first'));
  await turned();
  const second = queue.take('b', true, make('second'));
  await assert.rejects(queue.take('c', true, make('third')), because('overloaded'));
  begun[0]!.end();
  await first;
  await turned();
  begun[1]!.end();
  await second;
});
