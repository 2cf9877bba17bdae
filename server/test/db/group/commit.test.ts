import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DbTransaction } from '../../../src/db/database.ts';
import { groupLimits } from '../../../src/db/group/commit.ts';
import { queueFor } from '../../../src/db/group/queued-insert.ts';
import { Problem } from '../../../src/errors.ts';
import { onEveryDatabase } from '../../databases.ts';
import { daysIn, put } from '../days.ts';

onEveryDatabase('Commands', ({ open, place }) => {
  test('a command is durable when it answers', async () => {
    const where = await place();
    const database = await open(where);
    assert.equal(await database.write('c1', put('a')), 'a');
    assert.deepEqual(await daysIn(await open(where)), ['a']);
  });

  test('a command that throws is rolled back, and its neighbours are not', async () => {
    const database = await open();
    const refusal = new Problem('ticket_unknown');
    const outcomes = await Promise.allSettled([
      database.write('c1', put('before')),
      database.write('c1', async (tx) => {
        await put('refused')(tx);
        throw refusal;
      }),
      database.write('c1', put('after')),
    ]);
    assert.deepEqual(outcomes, [
      { status: 'fulfilled', value: 'before' },
      { status: 'rejected', reason: refusal },
      { status: 'fulfilled', value: 'after' },
    ]);
    assert.deepEqual(await daysIn(database), ['after', 'before']);
  });

  test('a command that throws alone is rolled back', async () => {
    const database = await open();
    const refused = database.write('c1', async (tx) => {
      await put('refused')(tx);
      throw new Problem('ticket_unknown');
    });
    await assert.rejects(refused, { reason: 'ticket_unknown' });
    await database.write('c1', put('next'));
    assert.deepEqual(await daysIn(database), ['next']);
  });

  test('a command sees what its neighbours wrote before it', async () => {
    const database = await open();
    const [, seen] = await Promise.all([
      database.write('c1', put('a')),
      database.write('c1', ({ query }) => query.selectFrom('ticket_number').select('day').execute()),
    ]);
    assert.deepEqual(seen, [{ day: 'a' }]);
  });

  test('commands with one key run one after the other in the order of their arrival', async () => {
    const database = await open();
    await database.write('c1', put('d'));
    const bump = async ({ query }: DbTransaction) => {
      const { last } = await query.selectFrom('ticket_number').select('last').executeTakeFirstOrThrow();
      await query
        .updateTable('ticket_number')
        .set({ last: last + 1 })
        .execute();
      return last;
    };
    const numbers = await Promise.all(Array.from({ length: 200 }, () => database.write('c1', bump)));
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => index),
    );
  });

  test('commands with one key on two nodes lose no update to each other', async () => {
    const where = await place();
    const nodes = [await open(where), await open(where)];
    await nodes[0]!.write('c1', put('d'));
    const bump = async ({ query }: DbTransaction) => {
      const { last } = await query.selectFrom('ticket_number').select('last').executeTakeFirstOrThrow();
      await query
        .updateTable('ticket_number')
        .set({ last: last + 1 })
        .execute();
    };
    await Promise.all(Array.from({ length: 100 }, (_, index) => nodes[index % 2]!.write('c1', bump)));
    const rows = await nodes[0]!.query.selectFrom('ticket_number').select('last').execute();
    assert.deepEqual(rows, [{ last: 100 }]);
  });

  test('nobody else sees a command before its commit', async () => {
    const database = await open();
    let outside: string[] | undefined;
    await database.write('c1', async (tx) => {
      await put('a')(tx);
      outside = await daysIn(database);
    });
    assert.deepEqual(outside, []);
    assert.deepEqual(await daysIn(database), ['a']);
  });

  test('a command whose query failed fails, even when it goes on', async () => {
    const database = await open();
    await database.write('c1', put('a'));
    const twice = (tx: DbTransaction) => put('a')(tx).catch(() => put('b')(tx).catch(() => 'all is well'));
    await assert.rejects(database.write('c1', twice), /unique/i);
    await assert.rejects(Promise.all([database.write('c1', put('c')), database.write('c1', twice)]), /unique/i);
    assert.deepEqual(await daysIn(database), ['a', 'c']);
  });

  test('a command that is over can query no more', async () => {
    const database = await open();
    let kept: DbTransaction | undefined;
    await database.write('c1', async (tx) => {
      kept = tx;
    });
    const late = database.write('c1', async () => {
      await put('late')({ query: kept!.query });
    });
    await assert.rejects(late, /after its command was over/);
    assert.deepEqual(await daysIn(database), []);
  });

  test('the actions of a command run after the commit and before the answer', async () => {
    const where = await place();
    const database = await open(where);
    const log: string[] = [];
    const noted = async (tx: DbTransaction) => {
      await put('a')(tx);
      tx.afterCommit(() => log.push('action'));
      log.push('command');
    };
    await database.write('c1', noted).then(() => log.push('answer'));
    assert.deepEqual(log, ['command', 'action', 'answer']);
  });

  test('the actions of a command that throws never run', async () => {
    const database = await open();
    let ran = false;
    const refused = database.write('c1', async (tx) => {
      tx.afterCommit(() => {
        ran = true;
      });
      throw new Problem('ticket_unknown');
    });
    await assert.rejects(refused);
    assert.equal(ran, false);
  });

  test('a command succeeds when one of its actions fails, and the fault is reported', async () => {
    const reported: unknown[] = [];
    const database = await open(undefined, { report: (error) => reported.push(error) });
    const fault = new Error('cache on fire');
    const value = await database.write('c1', async (tx) => {
      tx.afterCommit(() => {
        throw fault;
      });
      return 'written';
    });
    assert.equal(value, 'written');
    assert.deepEqual(reported, [fault]);
  });

  test('commands that arrive in successive turns of the event loop share a commit', async () => {
    const database = await open();
    const groups: number[] = [];
    const add = queueFor('ticket_number', async (_query, rows: readonly string[]) => groups.push(rows.length));
    const write = () => database.write('c1', async (tx) => add(tx, 'row'));
    const writes = [write()];
    for (let turn = 1; turn < groupLimits.turns; turn++) {
      await nextTurn();
      writes.push(write());
    }
    await Promise.all(writes);
    assert.deepEqual(groups, [3]);
  });

  test('a command is refused before any work is done when too many wait', async () => {
    const database = await open(undefined, { limits: { waiting: 2 } });
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((day) => database.write('c1', put(day))));
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason.reason)),
      ['a', 'b', 'overloaded'],
    );
    assert.deepEqual(await daysIn(database), ['a', 'b']);
  });

  test('closing finishes the commands under way and takes no further ones', async () => {
    const where = await place();
    const database = await open(where);
    const written = database.write('c1', put('a'));
    const closed = database.close();
    await assert.rejects(database.write('c1', put('b')), { reason: 'overloaded' });
    assert.equal(await written, 'a');
    await closed;
    assert.deepEqual(await daysIn(await open(where)), ['a']);
  });
});

onEveryDatabase('Reading outside of commands', ({ open }) => {
  test('a read outside of commands can write nothing', async () => {
    const database = await open();
    const values = { company_id: 'c1', day: 'a', last: 0 };
    await assert.rejects(database.query.insertInto('ticket_number').values(values).execute(), /read-?only/);
  });

  test('a read outside of commands begins no transaction', async () => {
    const database = await open();
    await assert.rejects(
      database.query.transaction().execute(async () => {}),
      /begun by write/,
    );
  });
});
