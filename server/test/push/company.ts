import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppOptions, startApp, type TestApp } from '../app.ts';

/** An entry of the company file's `pushes`. */
export interface GivenPush {
  readonly pushid?: string;
  readonly url: string;
  readonly form?: 'envelope' | 'flat';
  readonly events?: readonly string[];
  readonly secret?: string;
  readonly ack?: 'lenient' | 'strict';
  readonly order?: 'latest' | 'strict';
}

/** Starts a server with a small company that pushes to the given endpoints. */
export async function startPushingApp(pushes: readonly GivenPush[], options: AppOptions = {}): Promise<TestApp> {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-push-'));
  const path = join(folder, 'company.json');
  writeFileSync(path, JSON.stringify(companyWith(pushes)));
  try {
    return await startApp({ ...options, company: path, settings: { pushAllow: '127.0.0.0/8', ...options.settings } });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function companyWith(pushes: readonly GivenPush[]) {
  return {
    company: { companyid: 'acb290d666814d65834c70073aed65f2', name: '华星科技' },
    apps: [{ appid: '1', app_key: '2' }],
    groups: [{ groupid: 'g1', group_name: '售后组' }],
    agents: [{ agentid: 'a1', agent_name: 'ming', groups: ['g1'] }],
    customers: [
      {
        userid: 'u1',
        user_nick: '王迅',
        user_name: '王迅',
        user_tels: '18280240680,13800000000',
        user_emails: 'w@example.com',
        partnerid: 'p1',
        enterprise_name: '华星',
      },
    ],
    fields: [
      { fieldid: 'f1', field_name: '型号', field_type: 6, options: [{ data_name: 'X-1', data_value: 'x1' }] },
      { fieldid: 'f2', field_name: '商品链接', field_type: 1, partner: true },
    ],
    templates: [{ templateid: 't1', template_name: '默认', fields: ['f1'] }],
    categories: [
      { typeid: 'c1', type_name: '维修', categories: [{ typeid: 'c2', type_name: '空调', templateid: 't1' }] },
    ],
    pushes: pushes.map((push, index) => ({ pushid: `w${index + 1}`, ...push })),
  };
}

/** Opens a ticket as the customer u1 and returns its id. */
export async function openTicket(app: TestApp, title = '空调不制冷'): Promise<string> {
  const { item } = await app.done('save_user_ticket', {
    companyid: app.companyId,
    userid: 'u1',
    ticket_title: title,
    ticket_content: '<p>昨天开始</p>',
    ticket_typeid: 'c2',
    ticket_from: '1',
    extend_fields: [
      { fieldid: 'f1', field_value: 'x1' },
      { fieldid: 'f2', field_value: 'https://shop.example/1' },
    ],
  });
  return item.ticketid;
}

export async function reply(
  app: TestApp,
  ticketid: string,
  given: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { item } = await app.done('get_ticket_by_id', { ticketid });
  await app.done('save_ticket_reply', {
    ticketid,
    ticket_title: item.ticket_title,
    ticket_content: item.ticket_content,
    ticket_status: item.ticket_status,
    ticket_level: item.ticket_level,
    reply_agentid: 'a1',
    reply_agent_name: 'ming',
    reply_content: '马上来',
    reply_type: '0',
    get_ticket_datetime: item.update_datetime,
    ...given,
  } as never);
}
