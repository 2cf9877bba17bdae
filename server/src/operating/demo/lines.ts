import type { Queries } from '../../db/database.ts';
import { listApps } from '../../people/app.ts';
import type { Vault } from '../../vault.ts';
import { dateOf, dayMs } from './moments.ts';

/** The ids and credentials that the printed commands use. */
export interface DemoFacts {
  readonly companyId: string;
  readonly appId: string;
  readonly appKey: string;
  /** A ticket that accepts a reply. */
  readonly ticketId: string;
  readonly agentId: string;
}

/** Finds the demo's company, its credential, and the newest ticket in progress. */
export async function findDemoFacts(query: Queries, vault: Vault): Promise<DemoFacts> {
  const company = await query.selectFrom('company').select('id').executeTakeFirstOrThrow();
  const [app] = await listApps(query, vault, company.id);
  const ticket = await query
    .selectFrom('ticket')
    .select(['id', 'agent_id'])
    .where('company_id', '=', company.id)
    .where('status', '=', 1)
    .where('agent_id', 'is not', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return {
    companyId: company.id,
    appId: app?.id ?? '',
    appKey: app?.key ?? '',
    ticketId: ticket.id,
    agentId: ticket.agent_id ?? '',
  };
}

/** Returns commands to paste into a shell: one that gets a token, and calls that use it. */
export function demoLines(url: string, facts: DemoFacts, now: number): string[] {
  const range = { start: `${dateOf(now - 29 * dayMs)} 00:00:00`, end: `${dateOf(now + dayMs)} 23:59:59` };
  return [
    tokenLine(url, facts),
    post(url, 'save_agent_ticket', {
      companyid: facts.companyId,
      ticket_title: '会议室门锁打不开',
      ticket_content: '<p>刷卡没有反应。</p>',
      ticket_typeid: 'product_question',
      ticket_from: '0',
      ticket_status: '0',
      ticket_level: '2',
      userid: 'wangxun',
      create_agentid: facts.agentId,
      create_agent_name: facts.agentId,
      extend_fields: [{ fieldid: 'product', field_value: 'lock_x3' }],
    }),
    post(url, 'save_user_reply', {
      ticketid: facts.ticketId,
      reply_content: '<p>换了电池也一样,麻烦尽快处理。</p>',
    }),
    get(url, 'query_tickets', {
      create_start_datetime: range.start,
      create_end_datetime: range.end,
      page_no: '1',
      page_size: '3',
    }),
    get(url, 'get_ticket_by_id', { ticketid: facts.ticketId }),
  ];
}

/** The command signs when it is run, so it works as long as the demo runs. */
function tokenLine(url: string, { appId, appKey }: DemoFacts): string {
  const sign = `$(printf %s "${appId}\${t}${appKey}" | md5sum | cut -c1-32)`;
  const call = `curl -s "${url}/api/get_token?appid=${appId}&create_time=$t&sign=${sign}"`;
  return `TOKEN=$(t=$(date +%s); ${call} | grep -o '"token":"[^"]*' | cut -c10-); echo $TOKEN`;
}

function post(url: string, name: string, body: object): string {
  const json = "-H 'content-type: application/json'";
  return `curl -s ${url}/api/ws/5/ticket/${name} -H "token: $TOKEN" ${json} -d '${JSON.stringify(body)}'`;
}

function get(url: string, name: string, parameters: Record<string, string>): string {
  const query = new URLSearchParams(parameters).toString();
  return `curl -s "${url}/api/ws/5/ticket/${name}?${query}" -H "token: $TOKEN"`;
}
