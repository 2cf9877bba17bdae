import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Endpoint, type EndpointName, endpoints } from '@gongdan/contract';
import type { Schema } from '../../src/db/schema.ts';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase, onPostgres } from '../databases.ts';
import { world, worldFile } from '../world.ts';

const day = 86_400_000;
const { path } = endpoints.save_user_ticket;

const wanted = {
  companyid: world.companyId,
  ticket_title: '门锁打不开',
  ticket_content: '<p>指纹不识别</p>',
  user_tels: '18280240680',
  ticket_typeid: 'repair_lock_battery',
  ticket_from: '1',
  extend_fields: [{ fieldid: 'warranty', field_value: 'in_warranty' }],
};

onEveryDatabase('Idempotency-Key', (stores) => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ store: await stores.place(), company: worldFile });
  });
  after(() => app.close());

  /** Makes a create with the key and returns the bytes of the answer. */
  async function create(key: string, parameters: object = wanted, token?: string): Promise<string> {
    const headers = { token: token ?? (await app.token()), 'idempotency-key': key };
    const answer = await fetch(app.url + path, { method: 'POST', headers, body: JSON.stringify(parameters) });
    assert.equal(answer.status, 200);
    return answer.text();
  }
  const tickets = async () => (await rowsOf(app, 'ticket')).length;
  const attachments = async () => (await rowsOf(app, 'attachment')).length;

  test('a repeated call gets the same bytes and does nothing', async () => {
    const first = await create('k1');
    const count = await tickets();
    app.advance(1000);
    assert.equal(await create('k1'), first);
    assert.equal(codeOf(first), '000000');
    assert.equal(await tickets(), count);
  });

  test('a repeated call may send its parameters in another part of the request', async () => {
    const first = await create('k2');
    const headers = { token: await app.token(), 'idempotency-key': ' k2 ' };
    const { extend_fields, ...plain } = wanted;
    const body = new URLSearchParams({ ...plain, extend_fields: JSON.stringify(extend_fields), unknown: '1' });
    const again = await fetch(app.url + path, { method: 'POST', headers, body });
    assert.equal(await again.text(), first);
  });

  test('other parameters, or another endpoint, under the same key are 400014', async () => {
    await create('k3');
    const count = await tickets();
    const refusal = await create('k3', { ...wanted, ticket_title: '另一个' });
    assert.equal(codeOf(refusal), '400014');
    assert.match(refusal, /Idempotency-Key/);
    const headers = { 'idempotency-key': 'k3' };
    assert.equal((await app.call('save_user', { user_nick: '王迅' }, { headers })).body.ret_code, '400014');
    assert.equal(await tickets(), count);
  });

  test('only a success is remembered', async () => {
    assert.equal(codeOf(await create('k4', { ...wanted, ticket_typeid: 'nothing' })), '400014');
    assert.equal(codeOf(await create('k4')), '000000');
  });

  test('of many calls at the same moment one is done, and all get its bytes', async () => {
    const count = await tickets();
    const answers = await Promise.all(Array.from({ length: 20 }, () => create('k5')));
    assert.equal(new Set(answers).size, 1);
    assert.equal(codeOf(answers[0]!), '000000');
    assert.equal(await tickets(), count + 1);
  });

  test('of two different calls with one key at the same moment, one is refused', async () => {
    const answers = await Promise.all([create('k6'), create('k6', { ...wanted, ticket_title: '另一个' })]);
    assert.deepEqual(answers.map(codeOf).sort(), ['000000', '400014']);
  });

  test('a key has 255 characters at most', async () => {
    assert.equal(codeOf(await create('x'.repeat(255))), '000000');
    const refusal = await create('x'.repeat(256));
    assert.equal(codeOf(refusal), '400014');
    assert.match(refusal, /Idempotency-Key/);
  });

  test('a blank key counts as no key', async () => {
    assert.notEqual(await create(' '), await create(' '));
  });

  test('two apps of a company may use the same key', async () => {
    const first = await create('k7');
    assert.notEqual(await create('k7', wanted, await tokenOfSecondApp(app)), first);
  });

  test('after a day the key can be used again', async () => {
    const first = await create('k8');
    app.advance(day - 1);
    assert.equal(await create('k8'), first);
    app.advance(1);
    const second = await create('k8', { ...wanted, ticket_title: '另一个' });
    assert.equal(codeOf(second), '000000');
    assert.notEqual(second, first);
  });

  test('expired answers are deleted, and so are tokens that ended as long ago', async () => {
    await create('k11');
    app.advance(day - 1);
    await create('k12');
    app.advance(1);
    await app.settle();
    const left = (await rowsOf(app, 'answered_call')) as { key: string }[];
    assert.deepEqual(
      left.map(({ key }) => key),
      ['k12'],
    );
    const tokens = (await rowsOf(app, 'access_token')) as { expires_at: number }[];
    assert.ok(tokens.length > 0 && tokens.every(({ expires_at }) => expires_at > app.now() - day));
  });

  test('an upload is stored once, and with other bytes in its file it is another call', async () => {
    const first = await upload(app, 'k9', 'one');
    const count = await attachments();
    assert.equal(await upload(app, 'k9', 'one'), first);
    assert.equal(codeOf(await upload(app, 'k9', 'two')), '400014');
    const [one, other] = await Promise.all([upload(app, 'k10', 'one'), upload(app, 'k10', 'one')]);
    assert.equal(one, other);
    assert.equal(await attachments(), count + 1);
    assert.equal((await filesOf(app)).length, count + 1);
  });

  test('the stored answer of an upload is deleted with its file when the reply that held it is erased', async () => {
    const address = JSON.parse(await upload(app, 'k13', 'secret')).item.file_url;
    const ticketid = await newTicket(app);
    await app.done('save_user_reply', { ticketid, reply_content: '见附件', file_str: address });
    const { deal_list } = (await app.done('get_ticket_by_id', { ticketid })).item;
    await app.done('del_reply_infos', { ticketid, replyid: deal_list[0]!.replyid });
    const kept = (await rowsOf(app, 'answered_call')) as { key: string }[];
    assert.ok(kept.every(({ key }) => key !== 'k13'));
  });

  describe('works for every call that changes something', () => {
    for (const [name, { reads, upload }] of Object.entries<Endpoint>(endpoints) as [EndpointName, Endpoint][]) {
      if (reads || upload || name === 'export_data') continue;
      test(name, async () => {
        const parameters = await succeeding[name]!(app);
        const headers = { 'idempotency-key': `every ${name}` };
        const first = await app.call(name, parameters, { headers });
        assert.equal(first.body.ret_code, '000000', first.body.ret_msg);
        const left = await traces(app);
        app.advance(1000);
        assert.deepEqual((await app.call(name, parameters, { headers })).body, first.body);
        assert.deepEqual(await traces(app), left);
      });
    }
  });
});

onEveryDatabase('Idempotency-Key across a restart', (stores) => {
  test('the answer outlives the process', async () => {
    const store = await stores.place();
    const before = await startApp({ store, company: worldFile });
    const headers = { 'idempotency-key': 'k' };
    const first = await before.done('save_user_ticket', wanted, { headers });
    await before.close();
    const later = await startApp({ store, company: worldFile });
    assert.deepEqual(await later.done('save_user_ticket', wanted, { headers }), first);
    assert.equal((await rowsOf(later, 'ticket')).length, 1);
    await later.close();
  });
});

onPostgres('Idempotency-Key on several nodes', (stores) => {
  test('of two nodes that get the same call at one moment one does it, and both give the same answer', async () => {
    const store = await stores.place();
    const nodes = [await startApp({ store, company: worldFile }), await startApp({ store, company: worldFile })];
    const headers = { 'idempotency-key': 'k' };
    const calls = [...nodes, ...nodes, ...nodes].map((node) => node.done('save_user_ticket', wanted, { headers }));
    const answers = await Promise.all(calls);
    assert.equal(new Set(answers.map(({ item }) => item.ticketid)).size, 1);
    assert.equal((await rowsOf(nodes[0]!, 'ticket')).length, 1);
    for (const node of nodes) await node.close();
  });
});

function codeOf(bytes: string): string {
  return JSON.parse(bytes).ret_code;
}

async function upload(app: TestApp, key: string, contents: string): Promise<string> {
  const body = new FormData();
  body.append('file', new Blob([contents]), 'photo.png');
  const headers = { token: await app.token(), 'idempotency-key': key };
  return (await fetch(app.url + endpoints.upload_file.path, { method: 'POST', headers, body })).text();
}

async function tokenOfSecondApp(app: TestApp): Promise<string> {
  const time = String(Math.floor(app.now() / 1000));
  const sign = createHash('md5').update(`crm${time}crm-key-not-a-secret`).digest('hex');
  return (await app.done('get_token', { appid: 'crm', create_time: time, sign }, { token: null })).item.token;
}

/** Returns the rows of everything that a call could write, and of the stored answers of calls with a key. */
async function traces(app: TestApp): Promise<unknown[][]> {
  const tables = ['ticket', 'reply', 'event', 'customer', 'field_option', 'answered_call'] as const;
  return Promise.all(tables.map((table) => rowsOf(app, table)));
}

function rowsOf(app: TestApp, table: keyof Schema): Promise<unknown[]> {
  return app.server.context.db.query.selectFrom(table).selectAll().execute();
}

async function filesOf(app: TestApp): Promise<string[]> {
  const kept = await readdir(dirname(app.server.context.files.incoming), { recursive: true });
  return kept.filter((path) => /[0-9a-f]{32}$/.test(path));
}

/** Call → parameters with which it succeeds, on a ticket of its own, for every call that changes something. */
const succeeding: Readonly<Partial<Record<EndpointName, (app: TestApp) => Promise<Record<string, unknown>>>>> = {
  save_user_ticket: async () => wanted,
  save_agent_ticket: async () => ({ ...wanted, create_agentid: 'wangfang', ...byAgent }),
  save_user_reply: async (app) => ({ ticketid: await newTicket(app), reply_content: '还是打不开' }),
  save_ticket_reply: async (app) => reply(await newTicket(app)),
  reminder: async (app) => ({ ticketid: await newTicket(app), reminder_agentid: 'wangfang', reminder_remark: '急' }),
  add_ticket_evaluation: async (app) => {
    const ticketid = await newTicket(app);
    await app.done('save_ticket_reply', { ...reply(ticketid), ticket_status: '3' });
    return { companyid: world.companyId, ticketid, score: 5 };
  },
  del_reply_infos: async (app) => {
    const ticketid = await newTicket(app);
    await app.done('save_user_reply', { ticketid, reply_content: '写错了' });
    const { deal_list } = (await app.done('get_ticket_by_id', { ticketid })).item;
    return { ticketid, replyid: deal_list[0]!.replyid, agentid: 'wangfang' };
  },
  update_ticket_user: async (app) => ({ ticketid: await newTicket(app), userid: 'wangxun' }),
  save_user: async () => ({ user_nick: '李雷' }),
  update_user: async () => ({ userid: 'wangxun', user_nick: '王迅迅' }),
  save_option_data_value: async () => ({
    fieldid: 'warranty',
    field_data_value: [{ field_value: 'lifelong', field_text: '终身保修' }],
    agentid: 'wangfang',
    agent_name: 'wangfang',
  }),
};

const byAgent = { create_agent_name: 'wangfang', ticket_status: '1', ticket_level: '2' };

function reply(ticketid: string) {
  return {
    ticketid,
    ticket_title: wanted.ticket_title,
    ticket_content: wanted.ticket_content,
    get_ticket_datetime: '2099-01-01 00:00:00',
    reply_type: '0',
    reply_content: '已安排师傅上门',
    reply_agentid: 'wangfang',
    reply_agent_name: 'wangfang',
    ticket_status: '1',
    ticket_level: '2',
  };
}

async function newTicket(app: TestApp): Promise<string> {
  return (await app.done('save_user_ticket', wanted)).item.ticketid;
}
