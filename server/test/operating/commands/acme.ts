import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, createClient } from '@gongdan/client';
import { gongdan } from './gongdan.ts';

export const acme = 'acme';

const content = `
company: { companyid: ${acme}, name: Acme }
apps: [{ appid: one, app_key: secret }]
groups: [{ groupid: g1, group_name: Front }, { groupid: g2, group_name: Back }]
agents: [{ agentid: a1, agent_name: ming, groups: [g1] }]
customers:
  - { userid: u1, user_nick: 王迅, user_name: 王迅全名, user_emails: w@example.com, user_tels: "18280240680", partnerid: p1, remark: 老客户 }
  - { userid: u2, user_nick: 韩梅, user_emails: h@example.com }
fields: [{ fieldid: f1, field_name: 地址, field_type: 1 }]
templates: [{ templateid: t1, template_name: 默认, fields: [f1] }]
categories: [{ typeid: "9", type_name: 其他, templateid: t1 }]
`;

/** Makes a data folder with a small company; `more` holds further lines of its company file. */
export async function furnish(data: string, more = ''): Promise<void> {
  const file = join(data, '..', 'acme.yaml');
  writeFileSync(file, content + more);
  const { code, error } = await gongdan(['apply', file, '--data', data]);
  if (code !== 0) throw new Error(error);
}

export function acmeClient(url: string): Client {
  return createClient({ baseUrl: url, appid: 'one', appKey: 'secret' });
}

/** Opens a ticket and returns its id. */
export async function openTicket(client: Client, title: string, more: object = {}): Promise<string> {
  const given = {
    companyid: acme,
    ticket_title: title,
    ticket_content: 'content',
    ticket_from: '1',
    ticket_typeid: '9',
  };
  const { item } = await client.save_user_ticket({ ...given, userid: 'u1', ...more });
  return item.ticketid;
}
