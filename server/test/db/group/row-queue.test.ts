import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DbTransaction, Queries, QueuedRows } from '../../../src/db/database.ts';
import { queueFor } from '../../../src/db/group/queued-insert.ts';
import { Problem } from '../../../src/errors.ts';
import { onEveryDatabase } from '../../databases.ts';
import { daysIn, put, queueRow, seeDays, statuses } from '../days.ts';

onEveryDatabase('Queued rows', ({ open }) => {
  test('queued rows are written once for the whole group, without those of a refused command', async () => {
    const database = await open();
    const seen: (readonly string[])[] = [];
    const days: QueuedRows<string> = {
      table: 'ticket_number',
      async write(query, rows) {
        seen.push([...rows]);
        await put(rows.join(' '))({ query });
      },
    };
    const add = (day: string, error?: Error) =>
      database.write('c1', async ({ queued }) => {
        queued(days).push(day);
        if (error) throw error;
        return queued(days).length;
      });
    const outcomes = await Promise.allSettled([add('a'), add('x', new Problem('ticket_unknown')), add('b')]);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value),
      [1, false, 2],
    );
    assert.deepEqual(seen, [['a', 'b']]);
    assert.deepEqual(await daysIn(database), ['a b']);
  });

  test('commands whose queued rows cannot be written fail, each alone', async () => {
    const database = await open();
    const queueTwice = queueFor<string>('ticket_number', async (query, days) => {
      for (const day of [...days, ...days]) await put(day)({ query });
    });
    const add = (day: string) =>
      database.write('c1', async (tx) => {
        await put(`own ${day}`)(tx);
        queueTwice(tx, day);
      });
    const outcomes = await Promise.allSettled([add('a'), add('b')]);
    for (const outcome of outcomes) assert.match(String((outcome as PromiseRejectedResult).reason), /unique/i);
    assert.deepEqual(await daysIn(database), []);
    await database.write('c1', put('next'));
    assert.deepEqual(await daysIn(database), ['next']);
  });

  test('a command of which one branch has thrown queues nothing more, however late another branch goes on', async () => {
    const database = await open();
    const branching = (turns: number) =>
      database.write('c1', async (tx) => {
        const late = async () => {
          await seeDays(tx);
          for (let turn = 0; turn < turns; turn++) await null;
          await queueRow(`late ${turns}`)(tx);
        };
        await Promise.all([Promise.reject(new Problem('ticket_unknown')), late()]);
      });
    for (let turns = 0; turns < 20; turns++) {
      await Promise.allSettled([branching(turns), database.write('c1', queueRow(`after ${turns}`))]);
    }
    assert.deepEqual(
      (await daysIn(database)).filter((day) => day.startsWith('late')),
      [],
    );
  });

  test('a writer of the first run that is still writing does not disturb the commands that are rerun alone', async () => {
    const database = await open();
    // A writer makes 1 to 29 statements for each row, so that some writers are still writing when the commands are
    // rerun.
    for (let steps = 1; steps < 30; steps++) {
      const count = queueFor<string>('ticket_number', async (query, rows) => {
        for (const day of rows) {
          for (let step = 0; step < steps; step++) await addOne(query, day);
        }
      });
      const counting = async (tx: DbTransaction) => count(tx, `counted ${steps}`);
      const commands = [counting, queueRow(`a ${steps}`), queueRow(`a ${steps}`)];
      const outcomes = await Promise.allSettled(commands.map((command) => database.write('c1', command)));
      assert.deepEqual(statuses(outcomes), ['fulfilled', 'fulfilled', 'rejected']);
    }
    const rows = await database.query
      .selectFrom('ticket_number')
      .selectAll()
      .where('day', 'like', 'counted%')
      .execute();
    assert.deepEqual(
      rows.filter(({ day, last }) => day !== `counted ${last}`),
      [],
    );
  });

  test('a command sees the queued rows of its neighbours once it flushes them', async () => {
    const database = await open();
    const [, , seen] = await Promise.all([
      database.write('c1', queueRow('a')),
      database.write('c1', queueRow('b')),
      database.write('c1', seeDays),
      database.write('c1', queueRow('c')),
    ]);
    assert.deepEqual(seen, ['a', 'b']);
    assert.deepEqual(await daysIn(database), ['a', 'b', 'c']);
  });

  test('a command that fails drops none of the queued rows of its neighbours', async () => {
    const database = await open();
    const refused = async (tx: DbTransaction) => {
      await queueRow('refused')(tx);
      assert.deepEqual(await seeDays(tx), ['a', 'refused']);
      await queueRow('refused, too')(tx);
      throw new Problem('ticket_unknown');
    };
    const outcomes = await Promise.allSettled([
      database.write('c1', queueRow('a')),
      database.write('c1', refused),
      database.write('c1', queueRow('b')),
    ]);
    assert.deepEqual(statuses(outcomes), ['fulfilled', 'rejected', 'fulfilled']);
    assert.deepEqual(await daysIn(database), ['a', 'b']);
  });

  test("a command that fails after reading its neighbours' queued rows neither undoes nor repeats them", async () => {
    const database = await open();
    const refused = async (tx: DbTransaction) => {
      assert.deepEqual(await seeDays(tx), ['a']);
      await queueRow('refused')(tx);
      await put('refused, too')(tx);
      throw new Problem('ticket_unknown');
    };
    const outcomes = await Promise.allSettled([
      database.write('c1', queueRow('a')),
      database.write('c1', refused),
      database.write('c1', queueRow('b')),
    ]);
    assert.deepEqual(statuses(outcomes), ['fulfilled', 'rejected', 'fulfilled']);
    assert.equal((outcomes[1] as PromiseRejectedResult).reason.reason, 'ticket_unknown');
    assert.deepEqual(await daysIn(database), ['a', 'b']);
  });

  test('a command with a queued row that cannot be inserted fails alone', async () => {
    const database = await open();
    const rows = ['a', 'a', 'b'].map((day) => database.write('c1', queueRow(day)));
    const outcomes = await Promise.allSettled(rows);
    assert.deepEqual(statuses(outcomes), ['fulfilled', 'rejected', 'fulfilled']);
    // Not `overloaded`: the row can never be inserted, so the caller must not try again.
    assert.match(String((outcomes[1] as PromiseRejectedResult).reason), /unique/i);
    assert.deepEqual(await daysIn(database), ['a', 'b']);
  });

  test('a queued row that cannot be inserted fails its command with the error, also when the command reads the table', async () => {
    const database = await open();
    await database.write('c1', put('a'));
    const looking = async (tx: DbTransaction) => {
      await queueRow('a')(tx);
      await seeDays(tx);
    };
    await assert.rejects(database.write('c1', looking), /unique/i);
    const commands = [queueRow('a'), queueRow('b'), looking, put('c')] as const;
    const outcomes = await Promise.allSettled(commands.map((command) => database.write<unknown>('c1', command)));
    assert.deepEqual(statuses(outcomes), ['rejected', 'fulfilled', 'rejected', 'fulfilled']);
    for (const at of [0, 2]) assert.match(String((outcomes[at] as PromiseRejectedResult).reason), /unique/i);
    assert.deepEqual(await daysIn(database), ['a', 'b', 'c']);
  });

  test('a statement that names a table with queued rows fails in tests', async () => {
    const database = await open();
    const forgetful = async (tx: DbTransaction) => {
      await queueRow('a')(tx);
      return seeDays({ query: tx.query });
    };
    await assert.rejects(database.write('c1', forgetful), /must flush ticket_number/);
    const outcomes = await Promise.allSettled([
      database.write('c1', queueRow('b')),
      database.write('c1', ({ query }) => seeDays({ query })),
    ]);
    assert.deepEqual(statuses(outcomes), ['fulfilled', 'rejected']);
    assert.deepEqual(await daysIn(database), ['b']);
  });

  test('a command that flushes a row that cannot be inserted fails alone, also without a further statement', async () => {
    const database = await open();
    await database.write('c1', put('a'));
    const flushing = async (tx: DbTransaction) => {
      await queueRow('a')(tx);
      tx.flush('ticket_number');
    };
    await assert.rejects(database.write('c1', flushing), /unique/i);
    const outcomes = await Promise.allSettled(
      [queueRow('b'), flushing, queueRow('c')].map((command) => database.write<unknown>('c1', command)),
    );
    assert.deepEqual(statuses(outcomes), ['fulfilled', 'rejected', 'fulfilled']);
    assert.deepEqual(await daysIn(database), ['a', 'b', 'c']);
  });

  test('queued rows are stored unchanged, whatever their text', async () => {
    const database = await open();
    const days = ['', ' "\\\'{},\t\n%', 'null', '客户 😀'];
    await Promise.all(days.map((day) => database.write('c1', queueRow(day))));
    assert.deepEqual((await daysIn(database)).toSorted(), days.toSorted());
  });
});

async function addOne(query: Queries, day: string): Promise<void> {
  await query
    .insertInto('ticket_number')
    .values({ company_id: 'c1', day, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['company_id', 'day']).doUpdateSet(({ eb }) => ({ last: eb('ticket_number.last', '+', 1) })),
    )
    .execute();
}
