import { createHash } from 'node:crypto';
import { CallError, type Client } from '@gongdan/client';
import { formatTime } from '../../../src/zone.ts';
import { world } from '../../world.ts';
import { traceOf } from '../judge/traces.ts';
import type { Acquaintance, KnownFile, KnownTicket } from './acquaintance.ts';
import type { Attempt, Ledger } from './ledger.ts';

/** Chooses a client's next write. Resolves to undefined when there is nothing that the write could change. */
export type Act = (known: Acquaintance, client: Client, ledger: Ledger) => Attempt | Promise<Attempt | undefined>;

/** All kinds of writes with their relative frequencies. */
export const acts: readonly (readonly [Act, number])[] = [
  [openAsCustomer, 18],
  [openAsAgent, 12],
  [replyAsCustomer, 18],
  [replyAsAgent, 18],
  [edit, 10],
  [remind, 5],
  [evaluate, 4],
  [upload, 5],
  [addCustomer, 3],
  [editCustomer, 3],
  [changeCustomer, 2],
  [eraseReply, 2],
  [addOption, 1],
];

/** The kinds of writes, with their relative frequencies, until the first ticket exists. */
export const beginnings: readonly (readonly [Act, number])[] = [
  [openAsCustomer, 3],
  [openAsAgent, 2],
  [addCustomer, 1],
];

const companyid = world.companyId;
const agent = 'chenjing';

function openAsCustomer(known: Acquaintance): Attempt {
  const title = known.mark();
  const asked = { companyid, ticket_title: title, ticket_content: known.words(title), ticket_typeid: 'cloud_api' };
  // Half of the tickets give one e-mail, made from the title of the first ticket. They must all get the same customer.
  const email = `${known.random.pick([title, known.tickets.at(0)?.title])}@example.com`;
  const file = someFile(known);
  const given = { ...asked, ticket_from: '4', file_str: file?.address, user_emails: `of-${email}` };
  return {
    trace: traceOf.ticket(title),
    ...carrying(file),
    send: async (client, options) => (await client.save_user_ticket(given, options)).item.ticketid,
    learn: (id) => known.tickets.push({ id, title, replies: new Map() }),
  };
}

function openAsAgent(known: Acquaintance): Attempt {
  const title = known.mark();
  const asked = { companyid, ticket_title: title, ticket_content: known.words(title), ticket_typeid: 'cloud_api' };
  const by = { create_agentid: agent, create_agent_name: agent, ticket_from: '1', deal_groupid: 'technical' };
  const given = { ...asked, ...by, ticket_status: '0', ticket_level: '1' };
  return {
    trace: traceOf.ticket(title),
    send: async (client, options) => (await client.save_agent_ticket(given, options)).item.ticketid,
    learn: (id) => known.tickets.push({ id, title, replies: new Map() }),
  };
}

function replyAsCustomer(known: Acquaintance): Attempt {
  const ticket = known.ticket();
  const mark = known.mark();
  const file = someFile(known);
  const given = { ticketid: ticket.id, reply_content: known.words(mark), file_str: file?.address };
  return {
    ...reply(ticket, mark),
    ...carrying(file),
    send: (client, options) => silently(client.save_user_reply(given, options)),
  };
}

function replyAsAgent(known: Acquaintance): Attempt {
  const ticket = known.ticket();
  const mark = known.mark();
  const file = someFile(known);
  const given = { ...asAgent(known, ticket), reply_content: known.words(mark), reply_file_str: file?.address };
  return {
    ...reply(ticket, mark),
    ...carrying(file),
    send: (client, options) => silently(client.save_ticket_reply(given, options)),
  };
}

function edit(known: Acquaintance): Attempt {
  const ticket = known.ticket();
  const mark = known.mark();
  const given = { ...asAgent(known, ticket), ticket_content: known.words(mark) };
  return {
    trace: traceOf.event(ticket.id, mark),
    send: (client, options) => silently(client.save_ticket_reply(given, options)),
  };
}

function remind(known: Acquaintance): Attempt {
  const { id } = known.ticket();
  const mark = known.mark();
  const given = { ticketid: id, reminder_agentid: agent, reminder_remark: known.words(mark) };
  return { trace: traceOf.event(id, mark), send: (client, options) => silently(client.reminder(given, options)) };
}

function evaluate(known: Acquaintance): Attempt {
  const { id } = known.ticket();
  const mark = known.mark();
  const given = { ticketid: id, companyid, score: known.random.between(1, 5), remark: known.words(mark) };
  return {
    trace: traceOf.event(id, mark),
    send: (client, options) => silently(client.add_ticket_evaluation(given, options)),
  };
}

function upload(known: Acquaintance): Attempt {
  const bytes = known.random.bytes(known.random.between(1, 20_000));
  const name = known.random.pick(['upload_file', 'user_upload_file'] as const);
  const file = new File([new Uint8Array(bytes)], '照片.jpg');
  const trace = traceOf.file(createHash('sha256').update(bytes).digest('hex'));
  return {
    trace,
    send: async (client, options) => {
      const { file_url } = (await client[name]({ file }, options)).item;
      known.files.push({ address: file_url, trace });
      return /[0-9a-f]{32}/.exec(file_url)?.[0] ?? '';
    },
  };
}

function addCustomer(known: Acquaintance): Attempt {
  const nick = known.mark();
  return {
    trace: traceOf.customer(nick),
    send: async (client, options) => (await client.save_user({ user_nick: nick }, options)).item.userid,
    learn: (id) => known.customers.push({ id, nick }),
  };
}

function editCustomer(known: Acquaintance): Attempt | Promise<undefined> {
  const customer = known.customers.at(-1);
  if (!customer) return Promise.resolve(undefined);
  const mark = known.mark();
  const given = { userid: customer.id, user_nick: customer.nick, remark: known.words(mark) };
  return {
    trace: traceOf.remark(customer.id, mark),
    sets: `remark of ${customer.id}`,
    send: async (client, options) => (await client.update_user(given, options)).item.userid,
  };
}

/** Moves a ticket to a customer. Each customer is used once, so that the nick identifies the event. */
function changeCustomer(known: Acquaintance): Attempt | Promise<undefined> {
  const customer = known.customers.length > 1 ? known.customers.shift() : undefined;
  if (!customer) return Promise.resolve(undefined);
  const { id } = known.ticket();
  const given = { ticketid: id, userid: customer.id };
  return {
    trace: traceOf.event(id, customer.nick),
    send: (client, options) => silently(client.update_ticket_user(given, options)),
  };
}

/** Reads the ticket, then chooses a reply to erase. The read must show every reply acknowledged before it began. */
async function eraseReply(known: Acquaintance, client: Client, ledger: Ledger): Promise<Attempt | undefined> {
  const ticket = known.ticket();
  const acknowledged = [...ticket.replies.keys()];
  const item = await read(client, ticket.id);
  if (!item) ledger.unseen.push(`ticket ${ticket.id}: acknowledged, and not shown`);
  const shown = new Map((item?.deal_list ?? []).map((one) => [one.reply_content.split(' ')[0] ?? '', one.replyid]));
  for (const mark of acknowledged) {
    if (!shown.has(mark)) ledger.unseen.push(`reply ${mark}: acknowledged, and not shown`);
  }

  const mark = known.random.pick(acknowledged.filter((one) => shown.has(one)));
  const replyid = shown.get(mark);
  const erases = ticket.replies.get(mark);
  if (replyid === undefined || erases === undefined) return undefined;
  ticket.replies.delete(mark);
  return {
    trace: traceOf.erasure(replyid),
    erases,
    send: (sender, options) => silently(sender.del_reply_infos({ ticketid: ticket.id, replyid }, options)),
  };
}

/** Reads the ticket; undefined when the server says that it does not exist. */
async function read(client: Client, ticketId: string) {
  try {
    return (await client.get_ticket_by_id({ ticketid: ticketId })).item;
  } catch (error) {
    if (error instanceof CallError && error.code === '400020') return undefined;
    throw error;
  }
}

function addOption(known: Acquaintance): Attempt {
  const mark = known.mark();
  const field_data_value = [{ field_value: mark, field_text: mark }];
  const given = { fieldid: 'return_reason', field_data_value, agentid: agent, agent_name: agent };
  return {
    trace: traceOf.option(mark),
    send: (client, options) => silently(client.save_option_data_value(given, options)),
  };
}

function reply(ticket: KnownTicket, mark: string): Pick<Attempt, 'trace' | 'learn'> {
  const trace = traceOf.event(ticket.id, mark);
  return { trace, learn: () => ticket.replies.set(mark, trace) };
}

function asAgent(known: Acquaintance, ticket: KnownTicket) {
  return {
    ticketid: ticket.id,
    ticket_title: ticket.title,
    ticket_content: known.words(ticket.title),
    ticket_status: known.random.weighted([
      ['1', 50],
      ['2', 20],
      ['3', 25],
      ['99', 3],
      ['98', 1],
    ]),
    ticket_level: String(known.random.between(0, 3)),
    // The time at which the agent claims to have read the ticket. It lies in the future, so that no reply is refused as
    // stale although several clients change the ticket.
    get_ticket_datetime: formatTime('Asia/Shanghai', Date.now() + 3_600_000),
    reply_type: known.random.pick(['0', '1']),
    reply_agentid: agent,
    reply_agent_name: agent,
  };
}

function someFile({ random, files }: Acquaintance): KnownFile | undefined {
  return files.length > 0 && random.chance(0.2) ? random.pick(files) : undefined;
}

function carrying(file: KnownFile | undefined): Pick<Attempt, 'carries'> {
  return file ? { carries: file.trace } : {};
}

/** Awaits a call that creates nothing with an id, and returns "" in place of the id. */
async function silently(answer: Promise<unknown>): Promise<string> {
  await answer;
  return '';
}
