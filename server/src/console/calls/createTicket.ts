import type { consoleEndpoints } from '@gongdan/contract/console';
import { recogniseFiles } from '../../files/recognise.ts';
import { createCustomer } from '../../people/save-customer.ts';
import { createByAgent } from '../../tickets/create.ts';
import { openDesk } from '../../tickets/model/desk.ts';
import { customerFromInput } from '../customer-input.ts';
import type { ConsoleHandler } from '../handler.ts';
import { doOnce } from '../once.ts';

/** The code of the source of tickets that agents create in the console. */
const createdByAgent = 0;

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
      source: createdByAgent,
      categoryId: given.categoryId,
      actorId: agent.id,
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
