import type { consoleEndpoints } from '@gongdan/contract/console';
import { openDesk } from '../../tickets/model/desk.ts';
import { type Doer, previewMany, updateMany } from '../../tickets/update-many.ts';
import type { ConsoleHandler } from '../handler.ts';
import { doOnce } from '../once.ts';
import { assigneeOf, demandMayDelete, replyOf } from '../ticket-input.ts';

export const updateTickets: ConsoleHandler<typeof consoleEndpoints.updateTickets> = async (context, given) => {
  const { requestKey, ids, set, preview } = given;
  const desk = await openDesk(context);
  demandMayDelete(context, desk, set.status);
  const update = {
    actorId: context.agent.id,
    readAt: undefined,
    reply: await replyOf(context, given.reply),
    status: set.status,
    level: set.level,
    groupId: set.groupId,
    agentId: assigneeOf(set.agentId),
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
      typeof outcome === 'string' ? [] : { id, reason: outcome.reason, text: outcome.text },
    ),
  };
};
