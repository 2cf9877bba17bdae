import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { groupLimits } from '../../src/db/commit.ts';
import type { Database, DbTransaction, Queries } from '../../src/db/database.ts';
import { insertsTogether } from '../../src/db/insert-together.ts';
import { Problem } from '../../src/errors.ts';
import { onEveryDatabase } from '../databases.ts';

onEveryDatabase('Commands', ({ open, place }) => {
  test('are durable when they answer', async () => {
    const where = await place();
    const database = await open(where);
    assert.equal(await database.write('c1', put('a')), 'a');
    assert.deepEqual(await daysIn(await open(where)), ['a']);
  });

  test('that throw take back what they wrote, and nothing of their neighbours', async () => {
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

  test('that throw alone take back what they wrote', async () => {
    const database = await open();
    const refused = database.write('c1', async (tx) => {
      await put('refused')(tx);
      throw new Problem('ticket_unknown');
    });
    await assert.rejects(refused, { reason: 'ticket_unknown' });
    await database.write('c1', put('next'));
    assert.deepEqual(await daysIn(database), ['next']);
  });

  test('see what their neighbours wrote before them', async () => {
    const database = await open();
    const [, seen] = await Promise.all([
      database.write('c1', put('a')),
      database.write('c1', ({ query }) => query.selectFrom('ticket_number').select('day').execute()),
    ]);
    assert.deepEqual(seen, [{ day: 'a' }]);
  });

  test('with one key run one after the other in the order of their arrival', async () => {
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

  test('with one key from two nodes lose no update to each other', async () => {
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

  test('are invisible to others until they are committed', async () => {
    const database = await open();
    let outside: string[] | undefined;
    await database.write('c1', async (tx) => {
      await put('a')(tx);
      outside = await daysIn(database);
    });
    assert.deepEqual(outside, []);
    assert.deepEqual(await daysIn(database), ['a']);
  });

  test('end with the first query that fails, even when they go on', async () => {
    const database = await open();
    await database.write('c1', put('a'));
    const twice = (tx: DbTransaction) => put('a')(tx).catch(() => put('b')(tx).catch(() => 'all is well'));
    await assert.rejects(database.write('c1', twice), /unique/i);
    await assert.rejects(Promise.all([database.write('c1', put('c')), database.write('c1', twice)]), /unique/i);
    assert.deepEqual(await daysIn(database), ['a', 'c']);
  });

  test('can query no more once they are over', async () => {
    const database = await open();
    let kept: DbTransaction | undefined;
    await database.write('c1', async (tx) => {
      kept = tx;
    });
    const late = database.write('c1', async () => {
      await put('late')(kept!);
    });
    await assert.rejects(late, /after its command was over/);
    assert.deepEqual(await daysIn(database), []);
  });

  test('run their actions after the commit and before the answer', async () => {
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

  test('that throw run none of their actions', async () => {
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

  test('succeed even when one of their actions fails, which is reported', async () => {
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

  test('that arrive in turns of the event loop after one another share a commit', async () => {
    const database = await open();
    const groups: number[] = [];
    const writer = async (_query: Queries, pieces: readonly string[]) => groups.push(pieces.length);
    const leave = () => database.write('c1', async (tx) => tx.pending(writer).push('piece'));
    const writes = [leave()];
    for (let turn = 1; turn < groupLimits.turns; turn++) {
      await nextTurn();
      writes.push(leave());
    }
    await Promise.all(writes);
    assert.deepEqual(groups, [3]);
  });

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

  test('are refused when too many wait, before any work is done', async () => {
    const database = await open(undefined, { limits: { waiting: 2 } });
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((day) => database.write('c1', put(day))));
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason.reason)),
      ['a', 'b', 'overloaded'],
    );
    assert.deepEqual(await daysIn(database), ['a', 'b']);
  });

  test('under way are finished by closing, and none is taken after it', async () => {
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
  test('can write nothing', async () => {
    const database = await open();
    const values = { company_id: 'c1', day: 'a', last: 0 };
    await assert.rejects(database.query.insertInto('ticket_number').values(values).execute(), /read-?only/);
  });

  test('begins no transaction', async () => {
    const database = await open();
    await assert.rejects(
      database.query.transaction().execute(async () => {}),
      /begun by write/,
    );
  });
});

function put(day: string) {
  return async ({ query }: Pick<DbTransaction, 'query'>) => {
    await query.insertInto('ticket_number').values({ company_id: 'c1', day, last: 0 }).execute();
    return day;
  };
}

const leaveDay = insertsTogether('ticket_number', ['company_id', 'day', 'last']);

function leaveRow(day: string) {
  return async (tx: DbTransaction) => {
    await leaveDay(tx, { company_id: 'c1', day, last: 0 });
  };
}

async function addOne(query: Queries, day: string): Promise<void> {
  await query
    .insertInto('ticket_number')
    .values({ company_id: 'c1', day, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['company_id', 'day']).doUpdateSet(({ eb }) => ({ last: eb('ticket_number.last', '+', 1) })),
    )
    .execute();
}

async function seeDays({ query }: Pick<DbTransaction, 'query'>): Promise<string[]> {
  const rows = await query.selectFrom('ticket_number').select('day').orderBy('day').execute();
  return rows.map((row) => row.day);
}

function seeAhead(query: Queries): Promise<string[]> {
  return seeDays({ query });
}

function statuses(outcomes: readonly PromiseSettledResult<unknown>[]): string[] {
  return outcomes.map(({ status }) => status);
}

function daysIn(database: Database): Promise<string[]> {
  return seeDays(database);
}
