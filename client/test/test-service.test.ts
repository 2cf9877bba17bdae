import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { type Answers, refuse, startTestService } from '@gongdan/client/testing';
import { endpoints } from '@gongdan/contract';
import { CallError, createClient } from '../src/index.ts';

async function start(t: TestContext, answers: Answers) {
  const service = await startTestService(answers);
  t.after(service.close);
  return { service, client: createClient(service) };
}

function endsWith(call: Promise<unknown>, code: string, says: RegExp, status = 200) {
  return assert.rejects(call, (error) => {
    assert.ok(error instanceof CallError);
    assert.deepEqual([error.code, error.status], [code, status], error.message);
    assert.match(error.message, says);
    return true;
  });
}

describe('a service for tests of integrators', () => {
  test('gives the answers of the test and records the calls', async (t) => {
    const { service, client } = await start(t, {
      save_user: ({ user_nick }) => ({ item: { userid: 'u1', user_nick: String(user_nick), companyid: 'c' } }),
      query_groups: () => ({ items: [] }),
    });
    const { item } = await client.save_user({ user_nick: '王迅' }, { idempotencyKey: 'k1' });
    assert.deepEqual([item.userid, item.user_nick], ['u1', '王迅']);
    assert.deepEqual((await client.query_groups()).items, []);
    assert.deepEqual(service.calls, [
      { name: 'save_user', sent: { user_nick: '王迅' }, idempotencyKey: 'k1' },
      { name: 'query_groups', sent: {}, idempotencyKey: undefined },
    ]);
  });

  test('receives the bytes of an upload', async (t) => {
    const { service, client } = await start(t, { upload_file: () => ({ item: { file_url: 'https://x.example/1' } }) });
    await client.upload_file({ file: new File(['bytes'], '发票.pdf') });
    const { file } = service.calls[0]!.sent;
    assert.ok(file instanceof File);
    assert.deepEqual([file.name, await file.text()], ['发票.pdf', 'bytes']);
  });

  test('sends the documented code and text when the test refuses a call', async (t) => {
    const { client } = await start(t, {
      get_ticket_by_id: () => refuse('ticket_unknown'),
      query_groups: () => refuse('overloaded'),
    });
    await endsWith(client.get_ticket_by_id({ ticketid: 'no' }), '400020', /400020/);
    await endsWith(client.query_groups(), '999999', /999999/, 503);
  });

  test('refuses a missing parameter with the code of that parameter, and records no call', async (t) => {
    const { service, client } = await start(t, {});
    const nameless = { ticket_title: 't', ticket_content: 'c', ticket_from: '1', ticket_typeid: '9', companyid: ' ' };
    await endsWith(client.save_user_ticket(nameless), '400004', /: companyid$/);
    await endsWith(client.save_user_ticket({ ...nameless, companyid: 'c', ticket_typeid: '' }), '400008', /typeid$/);
    assert.deepEqual(service.calls, []);
  });

  test('names the call that has no answer, and reports the error that an answer threw', async (t) => {
    const { client } = await start(t, {
      query_agents: () => {
        throw new Error('a fault of the test');
      },
    });
    await endsWith(client.query_groups(), '999999', /the test gives no answer to query_groups/, 500);
    await endsWith(client.query_agents(), '999999', /a fault of the test/, 500);
  });

  test('expires tokens on request, and refuses a wrong key and an unknown app', async (t) => {
    const { service, client } = await start(t, { query_groups: () => ({ items: [] }) });
    await client.query_groups();
    service.expireTokens();
    await client.query_groups();
    assert.equal(service.calls.length, 2);
    await endsWith(createClient({ ...service, appKey: 'no' }).query_groups(), '900003', /signature/);
    await endsWith(createClient({ ...service, appid: 'no' }).query_groups(), '900004', /900004/);
  });

  test('refuses unknown paths, methods, tokens and broken bodies', async (t) => {
    const { service } = await start(t, {});
    const ask = async (path: string, request: RequestInit = {}) => {
      const answer = await fetch(service.baseUrl + path, request);
      return [answer.status, ((await answer.json()) as { ret_code: string }).ret_code];
    };
    const { path } = endpoints.save_user;
    assert.deepEqual(await ask('/nothing'), [404, '400014']);
    assert.deepEqual(await ask(path), [405, '400014']);
    assert.deepEqual(await ask(path, { method: 'POST' }), [200, '900001']);
    assert.deepEqual(await ask(path, { method: 'POST', headers: { token: 'x' } }), [200, '900002']);
    const broken = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' };
    assert.deepEqual(await ask(path, broken), [400, '400014']);
  });
});
