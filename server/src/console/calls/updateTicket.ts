import type { consoleEndpoints } from '@gongdan/contract/console';
import { openDesk } from '../../tickets/model/desk.ts';
import { updateByAgent } from '../../tickets/update.ts';
import type { ConsoleHandler } from '../handler.ts';
import { doOnce } from '../once.ts';
import { assigneeOf, demandMayDelete, replyOf } from '../ticket-input.ts';

export const updateTicket: ConsoleHandler<typeof consoleEndpoints.updateTicket> = async (context, given) => {
  const desk = await openDesk(context);
  demandMayDelete(context, desk, given.status);
  const reply = await replyOf(context, given.reply);
  return doOnce(context, 'updateTicket', given, async (tx) => {
    const { ticket } = await updateByAgent(tx, desk, {
      ticketId: given.id,
      actorId: context.agent.id,
      readAt: undefined,
      version: given.version,
      reply,
      title: given.title,
      content: given.content,
      status: given.status,
      level: given.level,
      groupId: given.groupId,
      agentId: assigneeOf(given.agentId),
      fields: given.fields ?? [],
    });
    return { version: ticket.version };
  });
};
