import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ConsoleEndpoint, type ConsoleEndpointName, consoleEndpoints } from '@gongdan/contract/console';
import fc from 'fast-check';
import { foundCompany } from '../../src/people/found-company.ts';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { ask } from '../http/wire.ts';
import { worldFile } from '../world.ts';
import { addAgent, inCompany, password } from './accounts.ts';
import { type Browser, browserOf, freshBrowser } from './browser.ts';

const numRuns = 600;
const seed = 20260302;

/** Calls that are left out, because they end or replace the session, set up an empty installation, or need a file. */
const aside: ReadonlySet<string> = new Set(['signOut', 'signIn', 'setUp', 'uploadFile']);
const names = (Object.keys(consoleEndpoints) as ConsoleEndpointName[]).filter((name) => !aside.has(name));

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    ...['\0', 'a\0b', '\ud800', '%', '%_', "' or 1=1 --", '__proto__', '', ' ', '-1', '9'.repeat(40), 'open', 'mine'],
    ...[0, -1, 1.5, 2 ** 31, 2 ** 53, 1e308, null, true, [], {}, [[]], { __proto__: 1 }],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 3 }),
);
const condition = fc.record(
  {
    field: fc.constantFrom('ticket_status', 'status_type', 'ticket_title', 'deal_agentid', 'hours_since_created', 'x'),
    is: odd,
    in: fc.array(odd, { maxLength: 3 }),
    contains: odd,
    at_least: fc.oneof(fc.double(), odd),
    empty: fc.boolean(),
  },
  { requiredKeys: ['field'] },
);

const sort = { by: 'createdAt', order: 'desc' } as const;

const goodTicket = {
  requestKey: 'made-for-spies',
  title: '门锁打不开',
  content: '<p>刷卡没有反应。</p>',
  categoryId: 'repair_lock_battery',
  status: 0,
  level: 0,
  fields: [{ fieldId: 'warranty', value: 'in_warranty' }],
  files: [],
};

/**
 * Random values for some parameters of the call and for an unknown one. Some values have the right form, others do not.
 */
function parametersOf(name: ConsoleEndpointName) {
  const { parameters }: ConsoleEndpoint = consoleEndpoints[name];
  const values = Object.entries(parameters.properties).map(([key, schema]) => [
    key,
    fc.oneof(fitting(key, schema), odd),
  ]);
  return fc.record({ ...Object.fromEntries(values), stranger: odd }, { requiredKeys: [] });
}

function fitting(key: string, schema: { type?: unknown }): fc.Arbitrary<unknown> {
  if (key === 'all') return fc.array(condition, { maxLength: 3 });
  if (key === 'sort') return fc.constantFrom({ by: 'level', order: 'asc' }, { by: 'updatedAt', order: 'desc' });
  if (key === 'owner') return fc.constantFrom({ type: 'agent' }, { type: 'company' }, { type: 'group', groupId: 'x' });
  if (key === 'requestKey') return fc.string({ minLength: 8, maxLength: 20 });
  if (key === 'categoryId') return fc.constant('repair_lock_battery');
  if (schema.type === 'integer') return fc.integer({ min: -3, max: 2 ** 40 });
  if (schema.type === 'array') return fc.array(odd, { maxLength: 3 });
  return fc.string({ maxLength: 20 });
}

onEveryDatabase('With hostile input', ({ place }) => {
  let app: TestApp;
  let browser: Browser;
  before(async () => {
    app = await startApp({ store: await place(), company: worldFile });
    browser = await browserOf(app, 'zhaomin');
  });
  after(() => app.close());

  test('a call of the console ends with an answer of the contract or a fault, never an internal error', async () => {
    const call = fc.constantFrom(...names).chain((name) => fc.tuple(fc.constant(name), parametersOf(name)));
    let fine = 0;
    const property = fc.asyncProperty(call, async ([name, parameters]) => {
      const { method }: ConsoleEndpoint = consoleEndpoints[name];
      fc.pre(method === 'POST' || JSON.stringify(parameters).length < 2000);
      const { status, body } = await browser.call(name, parameters);
      assert.ok(status < 500, `${name}: ${status} ${JSON.stringify(body)}`);
      if (status === 200) fine += 1;
    });
    await fc.assert(property, { numRuns, seed });
    assert.ok(fine > numRuns / 20, `only ${fine} went well`);
  });

  test('an id of another company is unknown, in the same words as an id that does not exist', async () => {
    await inCompany(app, app.companyId, ({ query, at }) =>
      foundCompany(query, app.server.vault, { id: 'other', name: 'Other Ltd', language: 'en', at }),
    );
    const email = 'spy@other.example';
    await addAgent(app, email, { companyId: 'other', role: 'admin' });
    const spy = freshBrowser(app.url);
    spy.csrfToken = (await spy.done('signIn', { email, password })).session!.csrfToken;
    const { id: ticketId, number } = await browser.done('createTicket', goodTicket);
    const { view } = await browser.done('saveView', { name: '全部', owner: { type: 'company' }, all: [], sort });
    const { userid: customerId } = (await app.done('save_user', { user_nick: '李明' })).item;
    const requestKey = 'spying-1';
    const calls = [
      ['getTicket', ticketId, (id: string) => ({ id })],
      ['getTicket', number, (other: string) => ({ number: other })],
      ['updateTicket', ticketId, (id: string) => ({ requestKey, id, title: 'x' })],
      ['remindTicket', ticketId, (id: string) => ({ requestKey, id, content: 'x' })],
      ['changeCustomer', ticketId, (id: string) => ({ requestKey, id, customerId })],
      ['updateTickets', ticketId, (id: string) => ({ requestKey, preview: false, ids: [id], set: { level: 1 } })],
      ['getCustomer', customerId, (id: string) => ({ id })],
      ['updateCustomer', customerId, (id: string) => ({ id, nick: 'x' })],
      ['listTickets', view.id, (viewId: string) => ({ viewId })],
      ['removeView', view.id, (viewId: string) => ({ viewId })],
      ['saveView', view.id, (viewId: string) => ({ viewId, name: 'x', owner: { type: 'company' }, all: [], sort })],
    ] as const;
    for (const [name, id, given] of calls) {
      const [foreign, nowhere] = [await spy.call(name, given(id)), await spy.call(name, given('nowhere'))];
      const said = JSON.stringify([foreign.status, foreign.body]).replaceAll(id, 'nowhere');
      assert.equal(said, JSON.stringify([nowhere.status, nowhere.body]), name);
      if (name !== 'updateTickets') assert.ok(foreign.status >= 400, name);
    }
    assert.equal((await browser.done('getTicket', { id: ticketId })).ticket.version, 1);
    assert.deepEqual((await spy.done('listTickets', {})).tickets, []);
    assert.deepEqual((await spy.done('searchCustomers', { text: '' })).customers, []);
  });

  test('a body that is not a JSON object, too deep or too large is refused', async () => {
    const headers = { cookie: browser.cookie, 'x-csrf-token': browser.csrfToken, 'content-type': 'application/json' };
    const path = consoleEndpoints.tellPresence.path;
    const deep = `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`;
    for (const body of ['', '[]', 'null', '"a"', '{', '{"a":1}}', deep]) {
      const answer = await ask(app.url, { method: 'POST', path, headers, body });
      assert.deepEqual([answer.status, answer.body().reason], [400, 'body_malformed'], body.slice(0, 20));
    }
    const large = JSON.stringify({ windowId: 'x'.repeat(2 * 2 ** 20) });
    const answer = await ask(app.url, { method: 'POST', path, headers, body: large });
    assert.deepEqual([answer.status, answer.body().reason], [413, 'body_too_large']);
  });

  test('a body with a byte order mark is accepted, and one that is not UTF-8 is refused', async () => {
    const headers = { cookie: browser.cookie, 'x-csrf-token': browser.csrfToken, 'content-type': 'application/json' };
    const send = (body: Buffer) =>
      ask(app.url, { method: 'POST', path: consoleEndpoints.tellPresence.path, headers, body });
    const taken = await send(Buffer.from('\uFEFF{"windowId":"w","ticketId":"t","doing":"gone"}'));
    assert.deepEqual([taken.status, taken.body()], [200, {}]);
    const answer = await send(Buffer.from('{"windowId":"\xd6\xd0"}', 'latin1'));
    assert.deepEqual([answer.status, answer.body().reason], [400, 'body_malformed']);
  });

  test('a query parameter is read as UTF-8, escaped or raw; one that is not UTF-8 is refused by name', async () => {
    const { path } = consoleEndpoints.searchCustomers;
    const search = (text: string) =>
      ask(app.url, { path: `${path}?text=${text}`, headers: { cookie: browser.cookie } });
    const { userid } = (await app.done('save_user', { user_nick: '钱 七' })).item;
    for (const text of ['%E9%92%B1+%E4%B8%83', '%E9%92%B1%20', '钱+']) {
      const { customers } = (await search(text)).body() as { customers: { id: string }[] };
      assert.deepEqual([text, customers.map(({ id }) => id)], [text, [userid]]);
    }
    for (const text of ['%D6%D0', '%ff', '%ED%A0%80']) {
      const answer = await search(text);
      assert.deepEqual([answer.status, answer.body().field], [422, 'text'], text);
    }
  });

  test('a malformed parameter is refused by name', async () => {
    const condition = { field: 'ticket_status', is: 5 };
    for (const [name, parameters, reason, field] of [
      ['tellPresence', {}, 'parameter_missing', 'windowId'],
      ['tellPresence', { windowId: 'w', ticketId: 't', doing: 'sleeping' }, 'request_refused', 'doing'],
      ['listTickets', { all: [condition] }, 'request_refused', 'all[0].is'],
      ['listTickets', { limit: 'many' }, 'request_refused', 'limit'],
      ['listTickets', { limit: '201' }, 'request_refused', 'limit'],
      [
        'updateTickets',
        { requestKey: 'hostile-many', preview: true, ids: ['a', 1], set: {} },
        'request_refused',
        'ids[1]',
      ],
      [
        'updateTickets',
        { requestKey: 'hostile-many', preview: true, ids: ['a\0'], set: {} },
        'request_refused',
        'ids[0]',
      ],
      [
        'updateTickets',
        { requestKey: 'hostile-many', preview: true, ids: ['a'], set: { level: 2 ** 60 } },
        'request_refused',
        'set.level',
      ],
    ] as const) {
      assert.equal(await browser.refused(name, parameters, reason), field, JSON.stringify(parameters));
    }
  });
});
