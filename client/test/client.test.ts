import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { CallError, type Client, createClient, type Row } from '../src/index.ts';
import { type Answering, type Received, refusal, startService, success } from './answering.ts';

const day = { create_start_datetime: '2026-11-01 00:00:00', create_end_datetime: '2026-11-30 23:59:59' };

async function start(t: TestContext, answer: (received: Received) => Answering, options: { now?: () => number } = {}) {
  const service = await startService(answer);
  t.after(service.close);
  const client = createClient({ baseUrl: service.url, appid: '1', appKey: 'key', ...options });
  return { service, client };
}

function rejectsWith(call: Promise<unknown>, expected: Partial<CallError>) {
  return assert.rejects(call, (error) => {
    assert.ok(error instanceof CallError);
    assert.partialDeepStrictEqual({ ...error, message: error.message }, expected);
    return true;
  });
}

describe('the token', () => {
  test('is fetched with a signature at the first call and kept for the next', async (t) => {
    const { service, client } = await start(t, () => success({ items: [] }));
    await client.query_groups();
    await client.query_agents();
    assert.deepEqual(
      service.received.map(({ path }) => path.split('/').at(-1)),
      ['get_token', 'query_groups', 'query_agents'],
    );
    assert.deepEqual(
      service.calls().map(({ headers }) => headers.token),
      ['token1', 'token1'],
    );
  });

  test('is fetched once for calls that begin together', async (t) => {
    const { service, client } = await start(t, () => success({ items: [] }));
    await Promise.all(Array.from({ length: 20 }, () => client.query_groups()));
    assert.equal(service.tokensGiven(), 1);
    assert.equal(service.calls().length, 20);
  });

  test('is replaced before it expires', async (t) => {
    let at = Date.parse('2026-11-22T12:00:00Z');
    const { service, client } = await start(t, () => success({ items: [] }), { now: () => at });
    await client.query_groups();
    at += 86_400_000 - 61_000;
    await client.query_groups();
    assert.equal(service.tokensGiven(), 1);
    at += 2_000;
    await client.query_groups();
    assert.equal(service.tokensGiven(), 2);
  });

  test('is replaced once when the service refuses it, and the call is repeated', async (t) => {
    const { service, client } = await start(t, () => success({ items: [] }));
    await client.query_groups();
    service.forgetTokens();
    await Promise.all([client.query_groups(), client.query_groups(), client.query_groups()]);
    assert.equal(service.tokensGiven(), 2);
  });

  test('is replaced only once when the service refuses the new one too', async (t) => {
    const { service, client } = await start(t, () => refusal('900002', 'token已失效,请重新获取'));
    await rejectsWith(client.query_groups(), { code: '900002' });
    assert.equal(service.calls().length, 2);
  });

  test('is refused to every waiting caller when the key is wrong, and requested again by the next call', async (t) => {
    const { service } = await start(t, () => success({ items: [] }));
    const client = createClient({ baseUrl: service.url, appid: '1', appKey: 'wrong' });
    const refused = { call: 'get_token', code: '900003' };
    await Promise.all([rejectsWith(client.query_groups(), refused), rejectsWith(client.query_groups(), refused)]);
    assert.equal(service.received.length, 1);
    await rejectsWith(client.query_groups(), refused);
    assert.equal(service.received.length, 2);
  });
});

describe('a call', () => {
  test('has its parameters in the query when it only reads', async (t) => {
    const { service, client } = await start(t, () =>
      success({ items: [], page_no: 1, page_size: 15, page_count: 0, total_count: 0 }),
    );
    const answer = await client.query_tickets({ ...day, ticket_status: '3' });
    assert.deepEqual(answer, { items: [], page_no: 1, page_size: 15, page_count: 0, total_count: 0 });
    const [call] = service.calls();
    assert.equal(call?.method, 'GET');
    assert.equal(call?.path, '/api/ws/5/ticket/query_tickets');
    assert.deepEqual(call?.query, { ...day, ticket_status: '3' });
  });

  test('sends JSON and the given idempotency key when it writes', async (t) => {
    const { service, client } = await start(t, () => success({ item: { ticketid: 't1' }, items: [] }));
    const parameters = {
      companyid: 'c1',
      ticket_title: '无法登录 & more',
      ticket_content: '<p>密码+错误</p>',
      ticket_typeid: '9',
      ticket_from: '1',
      extend_fields: [{ fieldid: 'f1', field_value: '123' }],
    };
    const { item } = await client.save_user_ticket(parameters, { idempotencyKey: 'k1' });
    assert.equal(item.ticketid, 't1');
    const [call] = service.calls();
    assert.deepEqual(JSON.parse(String(call?.body)), parameters);
    assert.equal(call?.headers['idempotency-key'], 'k1');
    assert.match(String(call?.headers['content-type']), /^application\/json/);
  });

  test('sends a Blob or the file of a path as multipart when it uploads', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'client-'));
    t.after(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, '夜晚.txt'), 'from the disk');
    const { service, client } = await start(t, () => success({ item: { file_url: 'https://desk.example.com/f' } }));
    await client.upload_file({ file: new Blob(['from memory']), file_num_key: 'n1' });
    await client.upload_file({ file: { path: join(folder, '夜晚.txt') } });
    const [memory, disk] = service.calls().map(({ body }) => String(body));
    assert.match(memory ?? '', /from memory[\s\S]*name="file_num_key"\r\n\r\nn1/);
    assert.match(disk ?? '', /filename="夜晚\.txt"[\s\S]*from the disk/);
  });

  test('accepts a base URL with a trailing slash', async (t) => {
    const { service } = await start(t, () => success({ items: [] }));
    const client = createClient({ baseUrl: `${service.url}/`, appid: '1', appKey: 'key' });
    await client.query_groups();
    assert.equal(service.calls()[0]?.path, '/api/basic/5/agent/query_groups');
  });

  test('accepts the outcome under the names retCode and retMsg, as get_timezone answers', async (t) => {
    const { client } = await start(t, () => ({ body: { item: [], retCode: '000000', retMsg: '操作成功' } }));
    assert.deepEqual((await client.get_timezone()).item, []);
  });

  test('can be aborted by its caller', async (t) => {
    const { client } = await start(t, () => success({ items: [] }));
    await client.query_groups();
    await assert.rejects(client.query_groups({}, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  });
});

describe('a refusal', () => {
  test('is an error with the code, the text and the request id', async (t) => {
    const { client } = await start(t, () => refusal('400020', '工单信息不存在: ticketid'));
    await rejectsWith(client.get_ticket_by_id({ ticketid: 'none' }), {
      call: 'get_ticket_by_id',
      code: '400020',
      status: 200,
      requestId: 'r2',
      message: 'get_ticket_by_id: 400020 工单信息不存在: ticketid',
    });
  });

  test('keeps an HTTP status other than 200', async (t) => {
    const { client } = await start(t, () => refusal('999999', '系统未知异常', 503));
    await rejectsWith(client.query_groups(), { code: '999999', status: 503 });
  });

  test('has the HTTP status as its code when a proxy answers instead of the service', async (t) => {
    const { client } = await start(t, () => ({ status: 502, body: '<html>Bad Gateway</html>' }));
    await rejectsWith(client.query_groups(), { code: '502', status: 502 });
  });
});

describe('a list', () => {
  test('is read to its end, fifty rows per call', async (t) => {
    const { service, client } = await start(t, pageOf(120));
    assert.deepEqual(
      await idsOf(client),
      Array.from({ length: 120 }, (_, index) => `t${index}`),
    );
    assert.deepEqual(
      service.calls().map(({ query }) => [query.page_no, query.page_size]),
      [
        ['1', '50'],
        ['2', '50'],
        ['3', '50'],
      ],
    );
  });

  test('is not read beyond the page at which the caller stops', async (t) => {
    const { service, client } = await start(t, pageOf(120));
    for await (const row of client.each('query_tickets', day)) if (row.ticketid === 't10') break;
    assert.equal(service.calls().length, 1);
  });

  test('takes one call when it has no rows', async (t) => {
    const { service, client } = await start(t, pageOf(0));
    assert.deepEqual(await idsOf(client), []);
    assert.equal(service.calls().length, 1);
  });
});

async function idsOf(client: Client): Promise<string[]> {
  const ids: string[] = [];
  const rows: AsyncIterable<Row<'query_tickets'>> = client.each('query_tickets', day);
  for await (const { ticketid } of rows) ids.push(ticketid);
  return ids;
}

function pageOf(total: number) {
  return ({ query }: Received): Answering => {
    const page_no = Number(query.page_no);
    const page_size = Number(query.page_size);
    const all = Array.from({ length: total }, (_, index) => ({ ticketid: `t${index}` }));
    const items = all.slice((page_no - 1) * page_size, page_no * page_size);
    return success({ items, page_no, page_size, page_count: Math.ceil(total / page_size), total_count: total });
  };
}
