import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { DbTransaction, Queries } from '../../../src/db/database.ts';
import { onEveryDatabase, onPostgres } from '../../databases.ts';
import { daysIn, put, statuses } from '../days.ts';

// First reads are the queries that a command gives to `write` beside itself: the group can send them all at once before
// it runs its commands.
onEveryDatabase('The first reads of a command', ({ open }) => {
  test('first reads find what neighbours wrote before the command', async () => {
    const database = await open();
    const found = await Promise.all([
      database.write('c1', answerFound, turnsTaken),
      database.write('c1', takeTurn('a')),
      database.write('c1', answerFound, turnsTaken),
      database.write('c1', takeTurn('b')),
      database.write('c1', answerFound, turnsTaken),
    ]);
    assert.deepEqual(found, [[], undefined, ['a'], undefined, ['a', 'b']]);
  });

  test('first reads find nothing that a refused neighbour wrote', async () => {
    const database = await open();
    const refused = async (tx: DbTransaction) => {
      await takeTurn('refused')(tx);
      throw new Error('refused');
    };
    const outcomes = await Promise.allSettled([
      database.write('c1', refused),
      database.write('c1', answerFound, turnsTaken),
    ]);
    assert.deepEqual(outcomes[1], { status: 'fulfilled', value: [] });
  });

  test('first reads that fail fail their command alone', async () => {
    const database = await open();
    const readNothing = (query: Queries) => query.selectNoFrom(sql`no_such_column`.as('value')).execute();
    const outcomes = await Promise.allSettled([
      database.write('c1', put('a')),
      database.write('c1', put('b'), readNothing),
      database.write('c1', put('c')),
    ]);
    assert.deepEqual(statuses(outcomes), ['fulfilled', 'rejected', 'fulfilled']);
    assert.deepEqual(await daysIn(database), ['a', 'c']);
  });
});

onPostgres('The first reads of a group', ({ open }) => {
  test('first reads are sent before the first command, and again once a command has written', async () => {
    const database = await open();
    const log: string[] = [];
    const write = (name: string, command: (tx: DbTransaction) => Promise<unknown>) =>
      database.write(
        'c1',
        (tx) => {
          log.push(`run ${name}`);
          return command(tx);
        },
        (query) => {
          log.push(`read ${name}`);
          return turnsTaken(query);
        },
      );
    await Promise.all([write('one', turnsIn), write('two', takeTurn('a')), write('three', turnsIn)]);
    assert.deepEqual(log, ['read one', 'read two', 'read three', 'run one', 'run two', 'read three', 'run three']);
  });

  test('first reads that name a table with queued rows fail in tests', async () => {
    const database = await open();
    const reads = (query: Queries) => query.selectFrom('event').select('id').execute();
    const outcomes = await Promise.allSettled(['a', 'b'].map((day) => database.write('c1', put(day), reads)));
    for (const outcome of outcomes) assert.match(String((outcome as PromiseRejectedResult).reason), /flush event/);
  });
});

async function answerFound(_tx: DbTransaction, found: readonly string[]): Promise<readonly string[]> {
  return found;
}

// `task_turn` is a table whose rows no command queues.
function takeTurn(name: string) {
  return async ({ query }: DbTransaction): Promise<void> => {
    await query.insertInto('task_turn').values({ name, taken_at: 0 }).execute();
  };
}

async function turnsTaken(query: Queries): Promise<string[]> {
  const rows = await query.selectFrom('task_turn').select('name').orderBy('name').execute();
  return rows.map(({ name }) => name);
}

function turnsIn({ query }: DbTransaction): Promise<string[]> {
  return turnsTaken(query);
}
