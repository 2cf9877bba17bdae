import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DbTransaction, Queries } from '../../src/db/database.ts';
import { Problem } from '../../src/errors.ts';
import { onEveryDatabase } from '../databases.ts';
import { daysIn, leaveRow, put, seeAhead, seeDays, statuses } from './days.ts';

onEveryDatabase('Commands that leave something to their group', ({ open }) => {
  test('leave what is to be written once for all of a group; what a refused one left is taken off', async () => {
    const database = await open();
    const seen: (readonly string[])[] = [];
    const writer = async (query: Queries, days: readonly string[]) => {
      seen.push([...days]);
      await put(days.join(' '))({ query });
    };
    const leave = (day: string, error?: Error) =>
      database.write('c1', async ({ pending }) => {
        pending(writer).push(day);
        if (error) throw error;
        return pending(writer).length;
      });
    const outcomes = await Promise.allSettled([leave('a'), leave('x', new Problem('ticket_unknown')), leave('b')]);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value),
      [1, false, 2],
    );
    assert.deepEqual(seen, [['a', 'b']]);
    assert.deepEqual(await daysIn(database), ['a b']);
  });

  test('fail, each alone, when what they left can not be written', async () => {
    const database = await open();
    const writer = async (query: Queries, days: readonly string[]) => {
      for (const day of [...days, ...days]) await put(day)({ query });
    };
    const leave = (day: string) =>
      database.write('c1', async (tx) => {
        await put(`own ${day}`)(tx);
        tx.pending(writer).push(day);
      });
    const outcomes = await Promise.allSettled([leave('a'), leave('b')]);
    for (const outcome of outcomes) assert.match(String((outcome as PromiseRejectedResult).reason), /unique/i);
    assert.deepEqual(await daysIn(database), []);
    await database.write('c1', put('next'));
    assert.deepEqual(await daysIn(database), ['next']);
  });

  test('leave nothing more once one branch of them has thrown, however late another goes on', async () => {
    const database = await open();
    const branching = (turns: number) =>
      database.write('c1', async (tx) => {
        const late = async () => {
          await seeDays(tx);
          for (let turn = 0; turn < turns; turn++) await null;
          await leaveRow(`late ${turns}`)(tx);
        };
        await Promise.all([Promise.reject(new Problem('ticket_unknown')), late()]);
      });
    for (let turns = 0; turns < 20; turns++) {
      await Promise.allSettled([branching(turns), database.write('c1', leaveRow(`after ${turns}`))]);
    }
    assert.deepEqual(
      (await daysIn(database)).filter((day) => day.startsWith('late')),
      [],
    );
  });

  test('that run again, alone, are not disturbed by what was still being written of them', async () => {
    const database = await open();
    // Of many lengths, so that some are in the middle when the others begin anew.
    for (let steps = 1; steps < 30; steps++) {
      const count = async (query: Queries, pieces: readonly string[]) => {
        for (const day of pieces) {
          for (let step = 0; step < steps; step++) await addOne(query, day);
        }
      };
      const counting = async (tx: DbTransaction) => {
        tx.pending(count).push(`counted ${steps}`);
      };
      const commands = [counting, leaveRow(`a ${steps}`), leaveRow(`a ${steps}`)];
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

  test('see the rows that their neighbours left to be inserted together', async () => {
    const database = await open();
    const [, , seen] = await Promise.all([
      database.write('c1', leaveRow('a')),
      database.write('c1', leaveRow('b')),
      database.write('c1', seeDays),
      database.write('c1', leaveRow('c')),
    ]);
    assert.deepEqual(seen, ['a', 'b']);
    assert.deepEqual(await daysIn(database), ['a', 'b', 'c']);
  });

  test('that throw take none of the rows with them that their neighbours left', async () => {
    const database = await open();
    const refused = async (tx: DbTransaction) => {
      await leaveRow('refused')(tx);
      assert.deepEqual(await seeDays(tx), ['a', 'refused']);
      await leaveRow('refused, too')(tx);
      throw new Problem('ticket_unknown');
    };
    const outcomes = await Promise.allSettled([
      database.write('c1', leaveRow('a')),
      database.write('c1', refused),
      database.write('c1', leaveRow('b')),
    ]);
    assert.deepEqual(statuses(outcomes), ['fulfilled', 'rejected', 'fulfilled']);
    assert.deepEqual(await daysIn(database), ['a', 'b']);
  });

  test('that throw after they have seen what their neighbours left take nothing of it back, and nothing comes twice', async () => {
    const database = await open();
    const refused = async (tx: DbTransaction) => {
      assert.deepEqual(await seeDays(tx), ['a']);
      await leaveRow('refused')(tx);
      await put('refused, too')(tx);
      throw new Problem('ticket_unknown');
    };
    const outcomes = await Promise.allSettled([
      database.write('c1', leaveRow('a')),
      database.write('c1', refused),
      database.write('c1', leaveRow('b')),
    ]);
    assert.deepEqual(statuses(outcomes), ['fulfilled', 'rejected', 'fulfilled']);
    assert.equal((outcomes[1] as PromiseRejectedResult).reason.reason, 'ticket_unknown');
    assert.deepEqual(await daysIn(database), ['a', 'b']);
  });

  test('fail alone when a row that they left can not be inserted', async () => {
    const database = await open();
    const rows = ['a', 'a', 'b'].map((day) => database.write('c1', leaveRow(day)));
    const outcomes = await Promise.allSettled(rows);
    assert.deepEqual(statuses(outcomes), ['fulfilled', 'rejected', 'fulfilled']);
    // It will never be, so that nobody is told to try again.
    assert.match(String((outcomes[1] as PromiseRejectedResult).reason), /unique/i);
    assert.deepEqual(await daysIn(database), ['a', 'b']);
  });

  test('fail with what is wrong with a row that they left when they look at its table, too', async () => {
    const database = await open();
    await database.write('c1', put('a'));
    const looking = async (tx: DbTransaction) => {
      await leaveRow('a')(tx);
      await seeDays(tx);
    };
    await assert.rejects(database.write('c1', looking), /unique/i);
    const commands = [leaveRow('a'), leaveRow('b'), looking, put('c')] as const;
    const outcomes = await Promise.allSettled(commands.map((command) => database.write<unknown>('c1', command)));
    assert.deepEqual(statuses(outcomes), ['rejected', 'fulfilled', 'rejected', 'fulfilled']);
    for (const at of [0, 2]) assert.match(String((outcomes[at] as PromiseRejectedResult).reason), /unique/i);
    assert.deepEqual(await daysIn(database), ['a', 'b', 'c']);
  });

  test('leave rows as they are, whatever their text', async () => {
    const database = await open();
    const days = ['', ' "\\\'{},\t\n%', 'null', '客户 😀'];
    await Promise.all(days.map((day) => database.write('c1', leaveRow(day))));
    assert.deepEqual((await daysIn(database)).toSorted(), days.toSorted());
  });

  test('that read ahead still see what their neighbours wrote or left before them', async () => {
    const database = await open();
    const seen = await Promise.all([
      database.write('c1', seeDays, seeAhead),
      database.write('c1', put('a')),
      database.write('c1', seeDays, seeAhead),
      database.write('c1', leaveRow('b')),
      database.write('c1', seeDays, seeAhead),
    ]);
    assert.deepEqual(seen, [[], 'a', ['a'], undefined, ['a', 'b']]);
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
