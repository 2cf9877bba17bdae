import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EndpointName, endpoints } from '@gongdan/contract';
import { sql } from 'kysely';
import { applyCompanyFile } from '../../src/company-file/apply.ts';
import { readCompanyFile } from '../../src/company-file/read.ts';
import { type AppOptions, startApp, type TestApp } from '../app.ts';
import { world, worldFile } from '../world.ts';

/** The demo company with a few tickets, each in a different state. */
export interface Scene {
  readonly app: TestApp;
  /** The id of a ticket in progress, with a reply of its customer. */
  readonly open: string;
  readonly openNumber: string;
  readonly replyid: string;
  readonly resolved: string;
  readonly evaluated: string;
  readonly closed: string;
  readonly deleted: string;
}

export async function startScene(options: AppOptions = {}): Promise<Scene> {
  const app = await startApp({ ...options, company: worldFile });
  return furnish(app).catch(async (error) => {
    await app.close();
    throw error;
  });
}

async function furnish(app: TestApp): Promise<Scene> {
  const company = { companyid: world.companyId, name: '华星科技' };
  // An agent in no group.
  await applyFile(app, { company, agents: [{ agentid: 'solo', agent_name: 'solo' }] });
  const open = await openTicket(app);
  await app.done('save_user_reply', { ticketid: open, reply_content: '还是打不开' });
  const { deal_list, ticket_code } = (await app.done('get_ticket_by_id', { ticketid: open })).item;
  const evaluated = await openTicket(app, { ticket_status: '3' });
  await app.done('add_ticket_evaluation', { ticketid: evaluated, companyid: app.companyId, score: 5 });
  const deleted = await openTicket(app);
  await app.done('save_ticket_reply', { ...agentReply(deleted), ticket_status: '98' });
  return {
    app,
    open,
    openNumber: ticket_code,
    replyid: deal_list[0]!.replyid,
    resolved: await openTicket(app, { ticket_status: '3' }),
    evaluated,
    closed: await openTicket(app, { ticket_status: '99' }),
    deleted,
  };
}

/** Applies a company file with this content; returns the company's app credentials. */
export async function applyFile(app: TestApp, file: object): Promise<{ appid: string; app_key: string }[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-scene-'));
  const path = join(folder, 'company.json');
  writeFileSync(path, JSON.stringify(file));
  const { content } = await readCompanyFile(path);
  rmSync(folder, { recursive: true });
  const applied = await applyCompanyFile({ ...app.server.context, vault: app.server.vault }, content);
  if ('faults' in applied) assert.fail(JSON.stringify(applied.faults));
  return [...applied.apps];
}

/** Gets a token for the app. */
export async function tokenOf(app: TestApp, credential: { appid: string; app_key: string }): Promise<string> {
  const { item } = await app.done('get_token', signed(app, credential), { token: null });
  return item.token;
}

export function signed(app: TestApp, { appid, app_key }: { appid: string; app_key: string }) {
  const create_time = String(Math.floor(app.now() / 1000));
  return {
    appid,
    create_time,
    sign: createHash('md5')
      .update(appid + create_time + app_key)
      .digest('hex'),
  };
}

export async function openTicket(app: TestApp, given: Readonly<Record<string, unknown>> = {}): Promise<string> {
  return (await app.done('save_agent_ticket', { ...agentTicket, ...given })).item.ticketid;
}

export const agentTicket = {
  companyid: world.companyId,
  ticket_title: '门锁打不开',
  userid: 'wangxun',
  ticket_content: '<p>指纹不识别</p>',
  ticket_from: '8',
  deal_groupid: 'aftersales',
  deal_agentid: 'wangfang',
  create_agentid: 'liwei',
  create_agent_name: 'liwei',
  ticket_status: '1',
  ticket_level: '2',
  ticket_typeid: 'repair_lock_battery',
  extend_fields: [{ fieldid: 'warranty', field_value: 'in_warranty' }],
};

export const customerTicket = {
  companyid: world.companyId,
  ticket_title: '门锁打不开',
  userid: 'wangxun',
  ticket_content: '<p>指纹不识别</p>',
  ticket_typeid: 'repair_lock_battery',
  ticket_from: '1',
  extend_fields: [{ fieldid: 'warranty', field_value: 'in_warranty' }],
};

/**
 * Makes a reply that edits nothing of a ticket that `openTicket` made without other values. Its `get_ticket_datetime`
 * is in the future, so that it is never stale.
 */
export function agentReply(ticketid: string) {
  return {
    ticket_title: agentTicket.ticket_title,
    ticket_content: agentTicket.ticket_content,
    ticketid,
    get_ticket_datetime: '2099-01-01 00:00:00',
    reply_content: '已安排师傅上门',
    reply_type: '0',
    reply_agentid: 'wangfang',
    reply_agent_name: 'wangfang',
    ticket_status: '1',
    ticket_level: '2',
  };
}

const month = { start: '2026-03-01 00:00:00', end: '2026-03-31 00:00:00' };
const creation = { create_start_datetime: month.start, create_end_datetime: month.end };
const update = { update_start_datetime: month.start, update_end_datetime: month.end };
const span = { start_datetime: month.start, end_datetime: month.end };

/** Returns parameters with which each call succeeds; uploads also need their file. */
export function goodCalls(scene: Scene): Readonly<Record<EndpointName, Readonly<Record<string, unknown>>>> {
  const { app, open } = scene;
  return {
    get_token: signed(app, { appid: world.appId, app_key: world.appKey }),
    get_timezone: {},
    get_data_dict: {},
    query_ticket_extend_fields: {},
    get_region: {},
    save_option_data_value: {
      fieldid: 'warranty',
      field_data_value: [{ field_value: 'lifelong', field_text: '终身保修' }],
      agentid: 'wangfang',
      agent_name: 'wangfang',
    },
    query_fileds_by_typeid: { ticket_typeid: 'repair_lock_battery' },
    query_ticket_status_infos: {},
    save_user_ticket: customerTicket,
    save_agent_ticket: agentTicket,
    save_user_reply: { ticketid: open, reply_content: '还有问题' },
    save_ticket_reply: agentReply(open),
    user_upload_file: {},
    upload_file: {},
    reminder: { ticketid: open, reminder_agentid: 'wangfang', reminder_remark: '客户在等' },
    add_ticket_evaluation: { ticketid: scene.resolved, companyid: world.companyId, score: 5 },
    query_tickets: creation,
    query_tickets_by_update_time: update,
    get_ticket_by_id: { ticketid: open },
    get_ticket_data: span,
    query_agent_jobs: span,
    query_ticket_push_fail_infos: span,
    export_data: { task_type: '6', date: '2026-03-02' },
    del_reply_infos: { ticketid: open, replyid: scene.replyid, agentid: 'wangfang' },
    update_ticket_user: { ticketid: open, userid: 'wangxun' },
    get_ticket_type: {},
    save_user: { user_nick: '李雷' },
    update_user: { userid: 'wangxun', user_nick: '王迅' },
    get_user_by_id: { userid: 'wangxun' },
    get_user_by_email: { user_emails: 'wangxun@mail.example' },
    get_user_by_tel: { user_tels: '13800000001' },
    get_user_by_partnerid: { partnerid: 'erp-10001' },
    query_users: {},
    query_enterprises: {},
    query_user_extend_fields: {},
    query_user_fixed_extend_fields: {},
    query_user_extend_field_values: { userid: 'wangxun' },
    query_agents: {},
    query_groups: {},
    query_group_agents: { groupid: 'aftersales' },
    query_agent_roles: {},
    query_departments: {},
    messages: {},
  };
}

export const endpointNames = Object.keys(endpoints) as EndpointName[];

/**
 * Returns a function that reads numbers which every change moves: the row count of each table, and the sums of
 * versions, revisions, ticket numbers and times. Tokens are left out, because any call may fetch one. The clock must
 * move before each change, or else a change of a customer may keep its time.
 */
export async function tracesIn({ server }: TestApp): Promise<() => Promise<unknown>> {
  const { query } = server.context.db;
  const tables = await query.introspection.getTables();
  const counts = tables
    .filter(({ name }) => name !== 'access_token')
    .map(({ name }) => sql`(select count(*) from ${sql.table(name)}) as ${sql.ref(name)}`);
  const sums = sql`
    (select sum(version) from ticket) as versions,
    (select sum(revision) from company) as revisions,
    (select sum(last) from ticket_number) as numbers,
    (select sum(updated_at) from customer) as moments`;
  const traces = sql`select ${sql.join([...counts, sums])}`.compile(query);
  return async () => (await query.executeQuery(traces)).rows[0];
}
