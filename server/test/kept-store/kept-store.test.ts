import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { parse } from 'yaml';
import { pushOperationsOn } from '../../src/operating/commands/push-operations.ts';
import { replay } from '../../src/tickets/model/apply-event.ts';
import { readDetail } from '../../src/tickets/reading/detail.ts';
import { applyFile } from '../contract/scene.ts';
import { onEveryDatabase } from '../databases.ts';
import { gongdan } from '../operating/commands/gongdan.ts';
import { answering, type Receiver, startReceiver } from '../push/receiver.ts';
import { callerOf, tokenOf } from './caller.ts';
import { readEverything } from './found.ts';
import { assertFoundAgain } from './found-again.ts';
import { keptCompany } from './head.ts';
import { type Copy, environmentOf, serveCopy, unpackKept } from './open.ts';
import { keyed } from './story.ts';

const day = 24 * 3_600_000;
const scratch = mkdtempSync(join(tmpdir(), 'gongdan-kept-'));
after(() => rmSync(scratch, { recursive: true }));

onEveryDatabase('A store that an earlier release wrote', (stores) => {
  let copy: Copy;
  let served: Awaited<ReturnType<typeof serveCopy>> | undefined;
  let receiver: Receiver;

  before(async () => {
    receiver = await startReceiver();
    copy = await unpackKept(stores);
  });
  after(async () => {
    await served?.server.close();
    await receiver.close();
  });
  const serve = async () => {
    served ??= await serveCopy(copy);
    return served;
  };

  test('holds an event of every kind', () => {
    const kinds = new Set(copy.manifest.events.map((event) => event.split(' ')[0]));
    const all = ['accepted', 'created', 'deleted', 'edited', 'erased', 'evaluated', 'reminded', 'replied'];
    assert.deepEqual([...kinds], all);
  });

  test('is printed by show as the earlier release printed it', async () => {
    const { code, out, error } = await gongdan(['show', keptCompany], environmentOf(copy));
    assert.equal(code, 0, error);
    assertFoundAgain(parse(out), parse(copy.kept.show), 'show');
  });

  test('lists every delivery with its state and tries, and every endpoint', async () => {
    const lines = async (...args: string[]) => {
      const { code, out, error } = await gongdan(['push', ...args], environmentOf(copy));
      assert.equal(code, 0, error);
      return out
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line));
    };
    assertFoundAgain(await lines('list', keptCompany, '--limit', '1000'), copy.kept.deliveries, 'deliveries');
    assertFoundAgain(await lines('endpoints', keptCompany), copy.kept.endpoints, 'endpoints');
  });

  test('is complete after a back-up and its restore, or after a move from PostgreSQL to a folder', async () => {
    const data = join(scratch, stores.kind);
    const archive = `${data}.backup`;
    const steps =
      stores.kind === 'sqlite'
        ? [
            ['backup', archive, '--with-key'],
            ['restore', archive, '--data', data],
          ]
        : [['move', '--to', data]];
    for (const step of steps) {
      const { code, error } = await gongdan(step, environmentOf(copy));
      assert.equal(code, 0, error);
    }
    // A move copies no attachments.
    if (stores.kind === 'postgres')
      cpSync(join(copy.settings.data!, 'files'), join(data, 'files'), { recursive: true });
    const { databaseUrl: _, ...settings } = copy.settings;
    const other = await serveCopy({ kept: copy.kept, settings: { ...settings, data } });
    assertFoundAgain(await readEverything({ ...copy.kept, call: other.call }), copy.kept.found, 'found');
    await other.server.close();
  });

  test('answers as before: details, lists, logs, views, dictionaries, people, files, exports', async () => {
    const { call } = await serve();
    assertFoundAgain(await readEverything({ ...copy.kept, call }), copy.kept.found, 'found');
  });

  test('keeps every row of the tables that still exist', async () => {
    const { query } = (await serve()).server.context.db;
    // Rows of sign-ins, nodes and the schema itself may change; rows of kept sections move to other tables.
    const passing = ['access_token', 'session', 'task_turn', 'migration', 'kept_section', 'answered_call'];
    const counted = Object.entries(copy.manifest.rows).filter(([table]) => !passing.includes(table));
    for (const [table, rows] of counted) {
      const found = await sql<{ count: number }>`select count(*) as count from ${sql.id(table)}`
        .execute(query)
        .catch(() => undefined);
      if (found) assert.equal(found.rows[0]?.count, rows, table);
    }
  });

  test('has tickets whose rows equal their replayed events', async () => {
    const { query } = (await serve()).server.context.db;
    for (const id of copy.kept.ticketIds) {
      const { ticket, events } = await readDetail(query, keptCompany, { id });
      assert.deepEqual(replay(id, events), ticket);
    }
  });

  test('lists every message and every failed push', async () => {
    const { call } = await serve();
    assertFoundAgain(await call.wire('messages', { limit: '200' }), copy.kept.messages, 'messages');
    const may = { start_datetime: '2026-05-01 00:00:00', end_datetime: '2026-06-30 00:00:00', page_size: '200' };
    assertFoundAgain(await call.wire('query_ticket_push_fail_infos', may), copy.kept.failures, 'failures');
  });

  test('answers a repeated call with an Idempotency-Key as the earlier release did', async () => {
    const { call } = await serve();
    const { item } = await call.wire('save_user_ticket', keyed.parameters, { 'idempotency-key': keyed.key });
    assert.deepEqual(item, copy.kept.answered);
  });

  test('pushes waiting messages in order, with their stored bytes and secret', async () => {
    const { server, advance } = await serve();
    // The clock moves before anything is sent, because a jump over a lease would let deliveries be claimed twice.
    advance(2 * day);
    const url = (pushid: string) => `${receiver.url}/${pushid}`;
    const pushes = ['failing', 'paused'].map((pushid) => ({ pushid, url: url(pushid) }));
    await applyFile({ server } as Parameters<typeof applyFile>[0], {
      company: { companyid: keptCompany, name: '华星科技' },
      pushes,
    });
    receiver.behave(answering(200));
    const installation = { ...server.context, vault: server.vault, random: () => Buffer.alloc(0), pushAllow: [] };
    await pushOperationsOn(installation).pushResume({ companyId: keptCompany, endpointId: 'paused' });
    const ticketOf = new Map(copy.kept.deliveries.map(({ messageId, ticketId }) => [messageId, ticketId]));
    const waiting = copy.kept.deliveries.filter(({ state }) => state === 'waiting');
    const received = await receiver.got(waiting.length);
    const idsTo = (pushid: string) =>
      received.filter(({ path }) => path === `/hook/${pushid}`).map(({ headers }) => String(headers['webhook-id']));
    const wantedOf = (pushid: string) =>
      waiting
        .toSorted((one, other) => one.position - other.position)
        .filter(({ endpointId }) => endpointId === pushid)
        .map(({ messageId }) => messageId);
    // The endpoint's order is `latest`: later messages pass one that has failed.
    assert.deepEqual(idsTo('failing').sort(), wantedOf('failing').sort());
    for (const id of copy.kept.ticketIds) {
      const ofTicket = (ids: readonly string[]) => ids.filter((one) => ticketOf.get(one) === id);
      assert.deepEqual(ofTicket(idsTo('paused')), ofTicket(wantedOf('paused')));
    }
    const bodies = new Map(copy.kept.messages.items.map(({ messageid, content }) => [messageid, content]));
    for (const { headers, body } of received.filter(({ path }) => path === '/hook/paused')) {
      const id = String(headers['webhook-id']);
      if (bodies.has(id)) assert.deepEqual(JSON.parse(body), bodies.get(id));
      const signed = `${id}.${headers['webhook-timestamp']}.${body}`;
      const signature = createHmac('sha256', 'kept store, not a real secret').update(signed).digest('base64');
      assert.equal(headers['webhook-signature'], `v1,${signature}`);
    }
  });

  test('gives tokens to its apps and takes new tickets', async () => {
    const { server, now } = await serve();
    const call = callerOf(server.url, await tokenOf(server.url, 'demo', 'demo-key-not-a-secret', now()));
    const made = await call.wire('save_user_ticket', { ...keyed.parameters, ticket_title: '今天的' });
    const { item } = await call.wire('get_ticket_by_id', { ticketid: (made.item as { ticketid: string }).ticketid });
    assert.equal((item as { ticket_title: string }).ticket_title, '今天的');
  });
});
