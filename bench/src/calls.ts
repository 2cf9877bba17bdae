import { createHash, randomBytes } from 'node:crypto';
import type { Facts } from './facts.ts';
import { get, post, request, upload, wireTime } from './requests.ts';

/** The measured calls, each as whole HTTP requests. `_15` is the size of a page; the list `of_many` has many pages. */
export interface Calls {
  readonly get_token: string[];
  readonly save_user_ticket: string[];
  readonly save_ticket_reply: string[];
  readonly get_ticket_by_id: string[];
  readonly query_tickets_15: string[];
  readonly query_tickets_50: string[];
  readonly query_tickets_15_of_many: string[];
  readonly get_ticket_data: string[];
  readonly query_agent_jobs: string[];
  readonly reminder: string[];
  readonly add_ticket_evaluation: string[];
  readonly user_upload_file: string[];
}

export type CallName = keyof Calls;

const dayMs = 24 * 60 * 60 * 1000;
/** get_token is measured with an app of its own, because each new token makes the oldest tokens of its app expire. */
export const apps = {
  calls: { id: 'demo', key: 'demo-key-not-a-secret' },
  tokens: { id: 'crm', key: 'crm-key-not-a-secret' },
};
/** Two values of `ticket_status`: in progress, and answered by the customer. About 2,000 tickets of a month have each. */
const underWay = ['1', '2'];
/** Two values of `ticket_status`: resolved, and closed. About 14,000 tickets of a month have each. */
const settled = ['3', '99'];

export function makeCalls(facts: Facts, token: string, now: number): Calls {
  return {
    get_token: tokenCalls(apps.tokens, now),
    save_user_ticket: facts.emails.map((email, index) =>
      post(token, 'save_user_ticket', newTicket(facts, email, index)),
    ),
    save_ticket_reply: facts.open.map((ticket) => post(token, 'save_ticket_reply', reply(ticket, now))),
    get_ticket_by_id: facts.detailed.map((id) => get(token, 'get_ticket_by_id', { ticketid: id })),
    query_tickets_15: listCalls(token, now, 15, underWay),
    query_tickets_50: listCalls(token, now, 50, underWay),
    query_tickets_15_of_many: listCalls(token, now, 15, settled),
    get_ticket_data: monthCalls(token, 'get_ticket_data', now),
    query_agent_jobs: monthCalls(token, 'query_agent_jobs', now),
    reminder: facts.open.map((ticket) => post(token, 'reminder', reminder(ticket))),
    add_ticket_evaluation: facts.resolved.map((id, index) =>
      post(token, 'add_ticket_evaluation', evaluation(facts, id, index)),
    ),
    user_upload_file: Array.from({ length: 4 }, () => upload(token, 'user_upload_file', megabyteOfText())),
  };
}

/** Returns requests of get_token, each signed for another second, as integrations sign them. */
export function tokenCalls(app: { id: string; key: string }, now: number): string[] {
  return Array.from({ length: 60 }, (_, second) => {
    const time = String(Math.floor(now / 1000) - second);
    const sign = createHash('md5')
      .update(app.id + time + app.key)
      .digest('hex');
    return request('GET', `/api/get_token?appid=${app.id}&create_time=${time}&sign=${sign}`);
  });
}

function newTicket({ companyId }: Facts, email: string, index: number) {
  return {
    companyid: companyId,
    ticket_title: `申请退款,订单 HX${10_000_000 + index}`,
    ticket_content: '<p>收到后发现尺寸不合适,申请七天无理由退款,请告知退货地址。</p>'.repeat(4),
    user_emails: email,
    ticket_typeid: 'refund',
    ticket_from: '4',
    extend_fields: [
      { fieldid: 'order_number', field_value: `HX${10_000_000 + index}` },
      { fieldid: 'return_reason', field_value: 'no_reason' },
      { fieldid: 'amount', field_value: '199.50' },
    ],
  };
}

function reply(ticket: Facts['open'][number], now: number) {
  return {
    ticketid: ticket.id,
    ticket_title: ticket.title,
    ticket_content: ticket.content,
    ticket_status: '1',
    ticket_level: String(ticket.level),
    // The run replies to the same tickets repeatedly. A time after the whole run keeps every reply from being refused.
    get_ticket_datetime: wireTime(now + dayMs),
    reply_content: '<p>您好,退货地址已短信发送,签收后三个工作日内退款。</p>',
    reply_type: '0',
    reply_agentid: ticket.agent_id,
    reply_agent_name: ticket.agent_id,
  };
}

function listCalls(token: string, now: number, size: number, statuses: readonly string[]): string[] {
  const range = { create_start_datetime: wireTime(now - 30 * dayMs), create_end_datetime: wireTime(now) };
  return statuses.flatMap((status) =>
    ['1', '2', '3', '4'].map((page) =>
      get(token, 'query_tickets', { ...range, ticket_status: status, page_no: page, page_size: String(size) }),
    ),
  );
}

/** Returns requests for 24 different spans of 30 days, so that no answer can be reused. Each ends an hour before the last. */
function monthCalls(token: string, name: string, now: number): string[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const end = now - (hour * dayMs) / 24;
    return get(token, name, { start_datetime: wireTime(end - 30 * dayMs), end_datetime: wireTime(end) });
  });
}

function reminder(ticket: Facts['open'][number]) {
  return {
    ticketid: ticket.id,
    reminder_agentid: ticket.agent_id,
    reminder_remark: '客户第二次来电询问退款进度,请今天内回复。',
  };
}

/** The run evaluates the same tickets repeatedly, which `letEvaluationsChange` allows. */
function evaluation({ companyId }: Facts, ticketid: string, index: number) {
  return { ticketid, companyid: companyId, score: 1 + (index % 5), remark: '处理及时,退款两天到账。' };
}

function megabyteOfText(): string {
  return randomBytes(500_000).toString('hex');
}
