import type { ConsoleParameters, consoleEndpoints } from '@gongdan/contract/console';
import { statusTypes } from '../catalog/statuses.ts';
import { refusedInConsole } from '../errors.ts';
import { recogniseFiles } from '../files/recognise.ts';
import { createCustomer } from '../people/save-customer.ts';
import { changeCustomer as change } from '../tickets/change-customer.ts';
import { createByAgent } from '../tickets/create.ts';
import { type Desk, openDesk } from '../tickets/model/desk.ts';
import { remind } from '../tickets/remind.ts';
import { type AgentReply, updateByAgent } from '../tickets/update.ts';
import { type Doer, previewMany, updateMany } from '../tickets/update-many.ts';
import { customerFromInput } from './customer-input.ts';
import type { ConsoleContext, ConsoleHandler } from './handler.ts';
import { doOnce } from './once.ts';

/** `ticket_from` of what is made at the desk itself. */
const fromDesk = 0;

export const createTicket: ConsoleHandler<typeof consoleEndpoints.createTicket> = async (context, given) => {
  const { db, company, agent } = context;
  const files = await recogniseFiles(db.query, company.id, given.files);
  const desk = await openDesk(context);
  return doOnce(context, 'createTicket', given, async (tx) => {
    const { newCustomer, customerId = newCustomer && (await createCustomer(tx, customerFromInput(newCustomer))) } =
      given;
    const { id, number } = await createByAgent(tx, desk, {
      title: given.title,
      content: given.content,
      source: fromDesk,
      categoryId: given.categoryId,
      creatorId: agent.id,
      customerId,
      status: given.status,
      level: given.level,
      groupId: given.groupId,
      agentId: given.agentId,
      recordId: '',
      copiedAgents: [],
      files,
      fields: given.fields,
      contact: null,
    });
    return { id, number };
  });
};

export const updateTicket: ConsoleHandler<typeof consoleEndpoints.updateTicket> = async (context, given) => {
  const desk = await openDesk(context);
  demandMayDelete(context, desk, given.status);
  const reply = await replyOf(context, given.reply);
  return doOnce(context, 'updateTicket', given, async (tx) => {
    const { ticket } = await updateByAgent(tx, desk, {
      ticketId: given.id,
      agentId: context.agent.id,
      readAt: undefined,
      version: given.version,
      reply,
      title: given.title,
      content: given.content,
      status: given.status,
      level: given.level,
      dealGroupId: given.groupId,
      dealAgentId: agentOf(given.agentId),
      fields: given.fields ?? [],
    });
    return { version: ticket.version };
  });
};

export const updateTickets: ConsoleHandler<typeof consoleEndpoints.updateTickets> = async (context, given) => {
  const { requestKey, ids, set, preview } = given;
  const desk = await openDesk(context);
  demandMayDelete(context, desk, set.status);
  const update = {
    agentId: context.agent.id,
    readAt: undefined,
    reply: await replyOf(context, given.reply),
    status: set.status,
    level: set.level,
    dealGroupId: set.groupId,
    dealAgentId: agentOf(set.agentId),
    fields: [],
  };
  const act: Doer = (id, command) => {
    const one = { requestKey: `${requestKey}\n${id}`, id, set, reply: given.reply };
    return doOnce(context, 'updateTickets', one, command);
  };
  const outcomes = await (preview ? previewMany(context, desk, ids, update) : updateMany(desk, ids, update, act));
  return {
    changed: [...outcomes].filter(([, outcome]) => outcome === 'changed').map(([id]) => id),
    unchanged: [...outcomes].filter(([, outcome]) => outcome === 'unchanged').map(([id]) => id),
    refused: [...outcomes].flatMap(([id, outcome]) =>
      typeof outcome === 'string' ? [] : { id, reason: outcome.inConsole ?? outcome.reason, text: outcome.text },
    ),
  };
};

export const remindTicket: ConsoleHandler<typeof consoleEndpoints.remindTicket> = async (context, given) => {
  const desk = await openDesk(context);
  return doOnce(context, 'remindTicket', given, async (tx) => {
    const reminder = { ticket: { id: given.id }, agentId: context.agent.id, remark: given.content };
    const { version } = await remind(tx, desk, reminder);
    return { version };
  });
};

export const changeCustomer: ConsoleHandler<typeof consoleEndpoints.changeCustomer> = async (context, given) => {
  const desk = await openDesk(context);
  return doOnce(context, 'changeCustomer', given, async (tx) => {
    const { id, customerId } = given;
    const { version } = await change(tx, desk, { ticket: { id }, customerId, agentId: context.agent.id });
    return { version };
  });
};

/** "" is nobody. */
function agentOf(id: string | undefined): string | null | undefined {
  return id === '' ? null : id;
}

/** Agents close; only those who look after them take a ticket away. */
function demandMayDelete({ agent }: ConsoleContext, { catalog }: Desk, status: number | undefined): void {
  if (status === undefined || catalog.statuses.get(status)?.type !== statusTypes.deleted) return;
  if (agent.role === 'agent')
    throw refusedInConsole('role_lacking', 'to delete is for supervisors and admins', 'status');
}

type GivenReply = ConsoleParameters<typeof consoleEndpoints.updateTicket>['reply'];

/** A reply with neither text nor files is none. */
async function replyOf({ db, company }: ConsoleContext, given: GivenReply): Promise<AgentReply | undefined> {
  if (!given || (given.content.trim() === '' && given.files.length === 0)) return undefined;
  return { ...given, files: await recogniseFiles(db.query, company.id, given.files) };
}
