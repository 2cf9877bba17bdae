import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type EndpointName, endpoints } from '@gongdan/contract';
import { Compile } from 'typebox/compile';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';

interface Documented {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly multipart?: {
    readonly file: { readonly name: string; readonly mediaType: string };
    readonly file_num_key: string;
  };
}

interface Example {
  readonly request: Documented;
  readonly answer: { readonly item?: object };
}

const company = fileURLToPath(new URL('documented-company.yaml', import.meta.url));
const folder = fileURLToPath(new URL('.', import.meta.resolve('@gongdan/contract/examples/codes.json')));

/** A time before those in the examples, so that no ticket is newer than its reply's `get_ticket_datetime`. */
const start = Date.parse('2019-09-18T12:00:00+08:00');

/** The time of the sample signature in the API's document. */
const signedAt = 1_569_397_773_000;

const exportedAt = Date.parse('2019-11-06T01:00:00+08:00');

/** Calls that need a later time than `start`. */
const laterCalls: readonly EndpointName[] = ['get_token', 'export_data'];

onEveryDatabase('the documented calls', (stores) => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ company, now: start, store: await stores.place() });
  });
  after(() => app.close());

  for (const name of Object.keys(endpoints) as EndpointName[]) {
    if (laterCalls.includes(name)) continue;
    test(`${name} answers as the document shows`, () => replay(app, name));
  }

  test('get_token accepts the document’s sample signature at its time', async () => {
    app.advance(signedAt - app.now());
    await replay(app, 'get_token');
  });

  test('export_data answers as the document shows, a day later', async () => {
    app.advance(exportedAt - app.now());
    await replay(app, 'export_data');
  });
});

async function replay(app: TestApp, name: EndpointName): Promise<void> {
  const schema = Compile(endpoints[name].answer);
  for (const { request, answer } of examplesOf(name)) {
    const { status, body } = await send(app, request, await namesOf(app, request));
    assert.equal(status, 200);
    assert.deepEqual([body.ret_code, body.ret_msg], ['000000', '操作成功']);
    assert.deepEqual(schema.Errors(body), []);
    assert.deepEqual(Object.keys(body).sort(), Object.keys(answer).sort());
    assert.deepEqual(Object.keys(body.item ?? {}).sort(), keysAlwaysThere(name, answer.item));
  }
}

/** Returns the keys of a documented item, without those of an evaluation, which our ticket does not have. */
function keysAlwaysThere(name: EndpointName, item: object = {}): string[] {
  const evaluation = ['evaluation_datetime', 'score', 'remark'];
  const keys = Object.keys(item).sort();
  return name === 'get_ticket_by_id' ? keys.filter((key) => !evaluation.includes(key)) : keys;
}

function examplesOf(name: EndpointName): Example[] {
  return readdirSync(`${folder}/${name}`)
    .map((file): Partial<Example> => JSON.parse(readFileSync(`${folder}/${name}/${file}`, 'utf8')))
    .filter((example): example is Example => example.request !== undefined);
}

/**
 * Returns our ids by the names of the parameters that hold the document's ids. Makes a resolved ticket, and a reply to
 * it if the call needs one.
 */
async function namesOf(app: TestApp, { query, body }: Documented): Promise<Readonly<Record<string, string>>> {
  const given = { ...query, ...body };
  const ticketKey = ['ticketid', 'ticketId', 'ticket_id'].find((key) => key in given);
  if (ticketKey === undefined) return {};
  const ticketid = await resolvedTicket(app);
  const names = { [ticketKey]: ticketid, companyId: app.companyId };
  return 'replyid' in given ? { ...names, replyid: await replyTo(app, ticketid) } : names;
}

async function resolvedTicket(app: TestApp): Promise<string> {
  const { item } = await app.done('save_agent_ticket', {
    companyid: app.companyId,
    ticket_title: '测试工单',
    ticket_content: '测试工单',
    ticket_from: '0',
    ticket_status: '3',
    ticket_level: '0',
    ticket_typeid: '4112bddd39cd4895808180f139cd497a',
    create_agentid: '0a37c8156d094311890e48fbc06501c4',
    create_agent_name: 'ming',
    userid: '007e447e1c104583971c2e990df0d4ac',
  });
  return item.ticketid;
}

async function replyTo(app: TestApp, ticketid: string): Promise<string> {
  await app.done('save_user_reply', { ticketid, reply_content: '坐席回复工单' });
  const { item } = await app.done('get_ticket_by_id', { ticketid });
  return item.deal_list[0]!.replyid;
}

async function send(app: TestApp, request: Documented, names: Readonly<Record<string, string>>) {
  const { method, path, query, body, multipart, headers } = request;
  const replaced = (given: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(given).map(([key, value]) => [key, names[key] ?? value]));
  const url = new URL(app.url + path);
  for (const [key, value] of Object.entries(replaced(query ?? {}))) url.searchParams.set(key, String(value));
  const own = 'token' in headers ? { ...headers, token: await app.token() } : headers;
  const sent = body ? { ...own, 'content-type': 'application/json' } : own;
  const payload = body ? JSON.stringify(replaced(body)) : multipart ? formOf(multipart) : undefined;
  const response = await fetch(url, { method, headers: sent, ...(payload === undefined ? {} : { body: payload }) });
  const answer = (await response.json()) as { ret_code: string; ret_msg: string; item?: object };
  return { status: response.status, body: answer };
}

function formOf({ file, file_num_key }: NonNullable<Documented['multipart']>): FormData {
  const form = new FormData();
  form.append('file', new Blob(['any bytes'], { type: file.mediaType }), file.name);
  form.append('file_num_key', file_num_key);
  return form;
}
