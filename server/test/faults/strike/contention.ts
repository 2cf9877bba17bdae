import { CallError, type Client, createClient } from '@gongdan/client';
import type { Queries } from '../../../src/db/database.ts';
import { formatTime, parseTime } from '../../../src/zone.ts';
import { world } from '../../world.ts';
import { type AnsweredReply, type Numbered, numberFaults, replyFaults } from '../judge/contention-judge.ts';

export interface ContentionOptions {
  /** The addresses of the nodes; clients are spread over them. */
  readonly urls: readonly string[];
  /** Reads the database that the nodes write to. */
  readonly query: Queries;
  readonly clients: number;
}

export interface Contended {
  readonly done: number;
  /** The number of replies refused as stale. */
  readonly refused: number;
  /** The number of calls that failed in any other way, such as 503 or no answer. */
  readonly failed: number;
  readonly seconds: number;
  /** The judge's findings. */
  readonly faults: readonly string[];
}

type Outcome = AnsweredReply['outcome'];

const companyid = world.companyId;
const agent = 'chenjing';
const zone = 'Asia/Shanghai';
/** The code with which the server refuses a stale reply. */
const changedMeanwhile = '400016';

/** All clients create tickets of one company as fast as they are answered. */
export async function createTogether(options: ContentionOptions, tickets: number): Promise<Contended> {
  const { query } = options;
  const made: Omit<Numbered, 'number'>[] = [];
  const work = await workTogether(options, tickets, async (client, n) => {
    const begunAt = performance.now();
    const asked = { companyid, ticket_title: `第 ${n} 张`, ticket_content: '同时', ticket_typeid: 'cloud_api' };
    const { item } = await client.save_user_ticket({
      ...asked,
      ticket_from: '4',
      // Each customer gets about a hundred tickets. The first ticket creates the customer; the others must find that
      // one.
      user_emails: `customer-${n % Math.ceil(tickets / 100)}@example.com`,
    });
    made.push({ id: item.ticketid, begunAt, endedAt: performance.now() });
    return 'done';
  });
  const rows = await query.selectFrom('ticket').select(['id', 'number']).where('company_id', '=', companyid).execute();
  const numbers = new Map(rows.map(({ id, number }) => [id, number]));
  const numbered = made.map((one) => ({ ...one, number: numbers.get(one.id) }));
  const { customers } = await query
    .selectFrom('customer')
    .select(({ fn }) => fn.countAll<number>().as('customers'))
    .where('company_id', '=', companyid)
    .where('emails', 'like', 'customer-%')
    .executeTakeFirstOrThrow();
  const doubled = customers > Math.ceil(tickets / 100) ? [`${customers} customers were made`] : [];
  return { ...work, faults: [...numberFaults(numbered, [...numbers.values()]), ...doubled] };
}

/**
 * All clients reply to the same few tickets. Each reply says when its author read the ticket, and the server refuses it
 * when the ticket has changed since.
 */
export async function replyTogether(options: ContentionOptions, replies: number, tickets = 20): Promise<Contended> {
  const { query, urls } = options;
  const opened = await openTickets(clientOf(urls[0]!), tickets);
  const answered: AnsweredReply[] = [];
  const work = await workTogether(options, replies, async (client, n) => {
    const ticketId = opened[n % tickets]!;
    const { item } = await client.get_ticket_by_id({ ticketid: ticketId });
    // Every third reply claims a read ten seconds before the last change, so it is stale.
    const readAt = parseTime(zone, item.update_datetime)! - (n % 3 === 0 ? 10_000 : 0);
    const call = { ticketId, content: `回复 ${n}`, readAt };
    const outcome = await answer(client, call);
    answered.push({ ...call, outcome, endedAt: Date.now() });
    return outcome;
  });
  const rows = await query
    .selectFrom('event')
    .select(['ticket_id', 'version', 'at', 'changes'])
    .where('company_id', '=', companyid)
    .where('ticket_id', 'in', opened)
    .orderBy('version')
    .execute();
  return { ...work, faults: replyFaults(answered, rows) };
}

async function answer(client: Client, call: Omit<AnsweredReply, 'outcome' | 'endedAt'>): Promise<Outcome> {
  try {
    await client.save_ticket_reply({
      ticketid: call.ticketId,
      ticket_title: '同时',
      ticket_content: '同时',
      ticket_status: '1',
      ticket_level: '1',
      get_ticket_datetime: formatTime(zone, call.readAt),
      reply_content: call.content,
      reply_type: '0',
      reply_agentid: agent,
      reply_agent_name: agent,
    });
    return 'done';
  } catch (error) {
    if (error instanceof CallError && error.code === changedMeanwhile) return 'refused';
    return 'failed';
  }
}

function openTickets(client: Client, count: number): Promise<string[]> {
  const asked = { companyid, ticket_title: '同时', ticket_content: '同时', ticket_typeid: 'cloud_api' };
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const { item } = await client.save_user_ticket({
        ...asked,
        ticket_from: '4',
        user_emails: `reply-${n}@example.com`,
      });
      return item.ticketid;
    }),
  );
}

/** Runs `act` `times` times in all. The clients work at once; each begins its next run when its last one has ended. */
async function workTogether(
  { urls, clients }: ContentionOptions,
  times: number,
  act: (client: Client, n: number) => Promise<Outcome>,
): Promise<Omit<Contended, 'faults'>> {
  const count = { done: 0, refused: 0, failed: 0 };
  const connected = urls.map(clientOf);
  let begun = 0;
  const began = performance.now();

  async function work(client: Client): Promise<void> {
    while (begun < times) {
      const n = begun++;
      const outcome = await act(client, n).catch(() => 'failed' as const);
      count[outcome] += 1;
    }
  }

  await Promise.all(Array.from({ length: clients }, (_, n) => work(connected[n % connected.length]!)));
  return { ...count, seconds: Math.round((performance.now() - began) / 1000) };
}

function clientOf(baseUrl: string): Client {
  return createClient({ baseUrl, appid: world.appId, appKey: world.appKey });
}
