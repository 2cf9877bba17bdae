import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { codes, type EndpointName, type Reason } from '@gongdan/contract';
import { type CallOptions, startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { ask, askBytes } from '../http/wire.ts';
import { world, worldFile } from '../world.ts';
import {
  agentReply,
  agentTicket,
  applyFile,
  customerTicket,
  type Scene,
  signed,
  startScene,
  tokenOf,
  tracesIn,
} from './scene.ts';

interface Ending {
  readonly status: number;
  readonly body: { readonly ret_code: string; readonly ret_msg: string };
}

type Provocation = (scene: Scene) => Promise<Ending>;

const creation = { create_start_datetime: '2026-03-01 00:00:00', create_end_datetime: '2026-03-31 00:00:00' };
const update = { update_start_datetime: '2026-03-01 00:00:00', update_end_datetime: '2026-03-31 00:00:00' };
const span = { start_datetime: '2026-03-01 00:00:00', end_datetime: '2026-03-31 00:00:00' };
const long = '2026-04-01 00:00:01';
const early = '2026-02-28 23:59:59';

/** For each reason a call that ends with it. A reason without an entry does not compile. */
const provocations: Readonly<Record<Reason, Provocation | undefined>> = {
  ok: by('get_timezone', {}),

  api_not_licensed: async (scene) => {
    const credential = { appid: 'free', app_key: 'free-key' };
    await applyFile(scene.app, {
      company: { companyid: 'free', name: '免费版', settings: { api: false } },
      apps: [credential],
    });
    return scene.app.call('get_token', signed(scene.app, credential), { token: null });
  },
  token_missing: by('query_tickets', {}, { token: ' ' }),
  token_expired: by('query_tickets', {}, { token: '0'.repeat(32) }),
  signature_wrong: ({ app }) => app.call('get_token', signed(app, { appid: world.appId, app_key: 'no' })),
  app_unknown: ({ app }) => app.call('get_token', signed(app, { appid: 'nobody', app_key: 'no' })),

  creation_range_missing: by('query_tickets', { ...creation, create_end_datetime: '' }),
  creation_range_reversed: by('query_tickets', { ...creation, create_end_datetime: early }),
  creation_range_too_long: by('query_tickets', { ...creation, create_end_datetime: long }),
  parameter_missing: by('save_user', {}),
  time_malformed: by('query_tickets', { ...creation, create_end_datetime: '2026-02-30 00:00:00' }),
  agent_missing: by('save_agent_ticket', { ...agentTicket, create_agentid: '' }),
  agent_unknown: by('save_agent_ticket', { ...agentTicket, create_agentid: 'caoyi' }),
  category_missing: by('save_user_ticket', { ...customerTicket, ticket_typeid: null }),
  status_missing: by('save_agent_ticket', { ...agentTicket, ticket_status: undefined }),
  source_missing: by('save_user_ticket', { ...customerTicket, ticket_from: undefined }),
  level_missing: by('save_agent_ticket', { ...agentTicket, ticket_level: undefined }),
  group_missing: by('save_agent_ticket', { ...agentTicket, deal_groupid: undefined, deal_agentid: 'solo' }),
  agent_not_in_group: by('save_agent_ticket', { ...agentTicket, deal_groupid: 'presales' }),
  request_refused: by('save_agent_ticket', { ...agentTicket, deal_groupid: 'nobodies' }),
  customer_unknown: by('update_user', { userid: 'no', user_nick: '甲' }),
  start_missing: by('get_ticket_data', { end_datetime: span.end_datetime }),
  ticket_changed_meanwhile: ({ app, open }) =>
    app.call('save_ticket_reply', { ...agentReply(open), get_ticket_datetime: '2026-03-02 11:59:59' }),
  update_range_missing: by('query_tickets_by_update_time', { update_end_datetime: update.update_end_datetime }),
  update_range_reversed: by('query_tickets_by_update_time', { ...update, update_end_datetime: early }),
  update_range_too_long: by('query_tickets_by_update_time', { ...update, update_end_datetime: long }),
  ticket_unknown: ({ app, deleted }) => app.call('save_user_reply', { ticketid: deleted, reply_content: '在吗' }),
  reply_unknown: ({ app, open }) => app.call('del_reply_infos', { ticketid: open, replyid: 'no' }),
  range_reversed: by('query_agent_jobs', { ...span, end_datetime: early }),
  evaluated_already: ({ app, evaluated }) =>
    app.call('add_ticket_evaluation', { ticketid: evaluated, companyid: world.companyId, score: 1 }),
  ticket_closed: ({ app, closed }) => app.call('save_user_reply', { ticketid: closed, reply_content: '在吗' }),
  // No call changes statuses. The company file does, and its faults have a line and a key instead of a code.
  status_name_taken: undefined,
  status_name_missing: undefined,
  status_name_default: undefined,
  too_many_statuses: undefined,
  status_unknown: by('save_agent_ticket', { ...agentTicket, ticket_status: '55' }),
  move_forbidden: by('save_agent_ticket', { ...agentTicket, ticket_status: '98' }),
  region_unknown: by('save_agent_ticket', {
    ...agentTicket,
    extend_fields: [...agentTicket.extend_fields, { fieldid: 'region', field_value: '11,1201' }],
  }),
  template_unknown: ({ app, open }) => app.call('save_ticket_reply', { ...agentReply(open), templateid: 'no' }),

  body_malformed: async (scene) => {
    const token = await tokenOf(scene.app, { appid: world.appId, app_key: world.appKey });
    const path = '/api/crm/5/user/save_user';
    return raw({ method: 'POST', path, headers: { token }, body: '{"user_nick"' })(scene);
  },
  path_unknown: raw({ path: '/api/ws/5/ticket/query' }),
  method_wrong: raw({ method: 'PUT', path: '/api/ws/5/ticket/query_tickets' }),
  request_late: async () => {
    const hasty = await startApp({ settings: { headersTimeoutMs: '300ms' } });
    const { status, body } = await askBytes(hasty.url, Buffer.from('GET /livez HTTP/1.1\r\nhost'));
    await hasty.close();
    return { status, body: body() as Ending['body'] };
  },
  head_too_large: raw({ path: '/livez', headers: { 'x-large': 'x'.repeat(20_000) } }),
  body_too_large: raw({ method: 'POST', path: '/api/crm/5/user/save_user', body: 'x'.repeat(2 ** 20 + 1) }),
  rate_limited: async ({ app }) => {
    await failToSignIn(app);
    // Three calls with a wrong signature wait for their answers; the fourth is refused at once.
    return Promise.race(Array.from({ length: 4 }, () => signInWrongly(app)));
  },
  internal: async ({ app }) => {
    const { db } = app.server.context;
    await db.write('', (tx) => tx.query.schema.alterTable('customer').renameTo('customer_gone').execute());
    const ending = await app.call('query_users', {});
    await db.write('', (tx) => tx.query.schema.alterTable('customer_gone').renameTo('customer').execute());
    return ending;
  },
  overloaded: async () => {
    const narrow = await startApp({ company: worldFile, settings: { signInQueue: '1', waitMemory: '20KiB' } });
    await failToSignIn(narrow);
    // The first call is under way, the second waits, and there is no memory for the third.
    const ending = await Promise.race([1, 2, 3].map(() => signInWrongly(narrow)));
    await narrow.close();
    return ending;
  },
};

/** Fails so often that further attempts are delayed. */
async function failToSignIn(app: TestApp): Promise<void> {
  for (let count = 0; count < 20; count += 1) await signInWrongly(app);
}

function signInWrongly(app: TestApp): Promise<Ending> {
  return app.call('get_token', signed(app, { appid: 'crm', app_key: 'no' }), { token: null });
}

onEveryDatabase('a call ends with', (stores) => {
  let scene: Scene;
  before(async () => {
    scene = await startScene({ store: await stores.place() });
  });
  after(() => scene.app.close());

  for (const [reason, provoke] of Object.entries(provocations)) {
    if (provoke === undefined) continue;
    const { code, status, text } = codes[reason as Reason];
    test(`${code} and HTTP ${status} for ${reason}`, async () => {
      const readTraces = await tracesIn(scene.app);
      const traces = await readTraces();
      scene.app.advance(1);
      const ending = await provoke(scene);
      assert.deepEqual([ending.body.ret_code, ending.status], [code, status], ending.body.ret_msg);
      assert.ok(ending.body.ret_msg.startsWith(text), ending.body.ret_msg);
      // `ok` has an item, and the call for `api_not_licensed` needs a company, which stays.
      if (reason === 'ok' || reason === 'api_not_licensed') return;
      assert.deepEqual(Object.keys(ending.body), ['ret_code', 'ret_msg'], 'item and items are absent');
      assert.deepEqual(await readTraces(), traces, 'it left something behind');
    });
  }
});

function by(name: EndpointName, parameters: Readonly<Record<string, unknown>>, options?: CallOptions): Provocation {
  return ({ app }) => app.call(name, parameters, options);
}

function raw(request: Parameters<typeof ask>[1]): Provocation {
  return async ({ app }) => {
    const { status, text } = await ask(app.url, request);
    return { status, body: JSON.parse(text) };
  };
}
