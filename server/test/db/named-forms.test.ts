import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Database, Queries } from '../../src/db/database.ts';
import { changesAsObjects } from '../../src/db/migrations/named/changes.ts';
import { messageAsObject } from '../../src/db/migrations/named/messages.ts';
import { openReader } from '../../src/db/reader.ts';
import type { EventTable, PushMessageTable } from '../../src/db/schema.ts';
import type { Change, Json } from '../../src/events.ts';
import { changesOf } from '../../src/tickets/rows/history-store.ts';
import { onEveryDatabase, type TestStores, type Where } from '../databases.ts';
import { unpackKept } from '../kept-store/open.ts';

const change = fc.record(
  {
    property: fc.string(),
    from: fc.jsonValue() as fc.Arbitrary<Json>,
    to: fc.jsonValue() as fc.Arbitrary<Json>,
    text: fc.string(),
    label: fc.string(),
    statusType: fc.integer(),
  },
  { requiredKeys: ['property', 'from', 'to'], noNullPrototype: true },
) as fc.Arbitrary<Change>;

test('Changes that were stored as lists keep every member when they get their names', () => {
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      assert.deepEqual(changesOf(changesAsObjects(listed(changes))), JSON.parse(JSON.stringify(changes)));
    }),
  );
});

test('A message that was stored as a list gets its names in the order in which it went out', () => {
  const values = ['c1', 't1', '20260302000001', '门锁 "X3"', null, 'c2'];
  assert.equal(
    messageAsObject(JSON.stringify(values)),
    '{"companyid":"c1","ticketid":"t1","ticket_code":"20260302000001","ticket_title":"门锁 \\"X3\\"","ticket_typeid":"c2"}',
  );
});

onEveryDatabase('The step to named forms', (stores) => {
  test('converts a store of 2,500 events and 1,500 messages, also when it is killed twice on the way', async () => {
    const where = await oldStore(stores);
    for (const [round, nth] of [2, 2].entries()) {
      assert.equal(await openAndDie(where, nth), 'SIGKILL');
      const { lists, names, isApplied } = await look(where);
      assert.equal(isApplied, false);
      assert.ok(lists > 0, 'nothing was left to convert');
      assert.equal(names, (round + 1) * 1000, 'each round commits one page before the kill');
    }
    await assertConverted(await stores.open(where));
    assert.deepEqual(await look(where), { lists: 0, names: 2500, isApplied: true });
  });

  test('tells how far it has come, up to the last row of each kind', async () => {
    const where = await oldStore(stores);
    const reported = new Map<string, unknown>();
    await stores.open(where, {
      progress(what, done, of) {
        reported.set(what, [done, of]);
      },
    });
    assert.deepEqual(Object.fromEntries(reported), {
      events: [2500, 2500],
      messages: [1500, 1500],
      'entries of the update log': [2500, 2500],
    });
  });

  test('makes missing entries of the update log as the server had made them', async () => {
    const { where } = await unpackKept(stores);
    const database = await stores.open(where);
    const entries = await entriesOf(database.query);
    assert.ok(entries.length > 30);
    await database.write('', async ({ query }) => {
      await query.deleteFrom('log_entry').execute();
      await forgetStep(query);
    });
    await database.close();
    assert.deepEqual(await entriesOf((await stores.open(where)).query), entries);
  });
});

/** Makes a store as the release before the step wrote it. */
async function oldStore(stores: TestStores): Promise<Where> {
  const where = await stores.place();
  const database = await stores.open(where);
  for (let next = 0; next < 2500; next += 250) {
    const some = Array.from({ length: 250 }, (_, index) => next + index);
    await database.write('c1', async ({ query }) => {
      await query.insertInto('event').values(some.map(oldEvent)).execute();
      if (next < 1500) await query.insertInto('push_message').values(some.map(oldMessage)).execute();
    });
  }
  await database.write('c1', ({ query }) => forgetStep(query));
  await database.close();
  return where;
}

function forgetStep(query: Queries): Promise<unknown> {
  return sql`delete from migration where name = '0021_named_forms'`.execute(query);
}

function changesAt(index: number): Change[] {
  return [
    { property: 'title', from: '', to: `第 ${index} 张 "门锁"\n` },
    { property: 'status', from: null, to: 0, text: '尚未受理', statusType: 1 },
    { property: 'field:model', from: null, to: 'x', label: '型号' },
  ];
}

function oldEvent(index: number): EventTable {
  return {
    company_id: 'c1',
    ticket_id: `t${index % 700}`,
    version: 1 + Math.floor(index / 700),
    id: `e${index}`,
    at: index,
    kind: 'edited',
    way: 'page',
    actor_type: 'agent',
    actor_id: 'ming',
    actor_name: '王明',
    actor_face: '',
    changes: listed(changesAt(index)),
    reply_id: null,
  };
}

function oldMessage(index: number): PushMessageTable {
  return {
    company_id: 'c1',
    position: index + 1,
    id: `e${index}`,
    ticket_id: `t${index % 700}`,
    kind: 'edited',
    at: index,
    body: JSON.stringify(['c1', `t${index % 700}`, null, `第 ${index} 张`]),
    reply_id: null,
    erased_at: null,
    hop: 1,
  };
}

/** Returns the text as which SQLite stored changes before the step: a list of lists. */
function listed(changes: readonly Change[]): string {
  return JSON.stringify(
    changes.map(({ property, from, to, text, label, statusType }) => {
      if (statusType !== undefined) return [property, from, to, text ?? null, label ?? null, statusType];
      if (label !== undefined) return [property, from, to, text ?? null, label];
      return text === undefined ? [property, from, to] : [property, from, to, text];
    }),
  );
}

async function openAndDie(where: Where, nth: number): Promise<string | null> {
  const program = fileURLToPath(new URL('open-and-die.ts', import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify(where), String(nth)], { stdio: 'inherit' });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal;
}

/**
 * Counts the events that are stored as lists (`[[`) and those stored with names. Only reads the store, because opening
 * it for a server would convert it.
 */
async function look(where: Where): Promise<{ lists: number; names: number; isApplied: boolean }> {
  const { query, close } = await openReader(where);
  const rows = await query.selectFrom('event').select('changes').execute();
  const applied = await sql`select name from migration where name = '0021_named_forms'`.execute(query);
  await close();
  const lists = rows.filter(({ changes }) => changes.startsWith('[[')).length;
  return { lists, names: rows.length - lists, isApplied: applied.rows.length > 0 };
}

async function assertConverted({ query }: Database): Promise<void> {
  const events = await query.selectFrom('event').select(['id', 'changes']).execute();
  assert.equal(events.length, 2500);
  for (const { id, changes } of events) assert.deepEqual(changesOf(changes), changesAt(Number(id.slice(1))));
  const messages = await query.selectFrom('push_message').select(['position', 'ticket_id', 'body']).execute();
  assert.equal(messages.length, 1500);
  for (const { position, ticket_id, body } of messages)
    assert.deepEqual(JSON.parse(body), { companyid: 'c1', ticketid: ticket_id, ticket_title: `第 ${position - 1} 张` });
  assert.equal((await entriesOf(query)).length, 2500);
}

function entriesOf(query: Queries) {
  return query
    .selectFrom('log_entry')
    .selectAll()
    .orderBy('company_id')
    .orderBy('ticket_id')
    .orderBy('version')
    .execute();
}
