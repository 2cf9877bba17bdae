import type { endpoints } from '@gongdan/contract';
import { eraseReply } from '../tickets/erase-reply.ts';
import { openDesk } from '../tickets/model/desk.ts';
import { change } from './change.ts';
import type { Handler } from './handler.ts';

export const del_reply_infos: Handler<typeof endpoints.del_reply_infos> = async (
  context,
  { ticketid, replyid, agentid },
) => {
  const desk = await openDesk(context);
  return change(context, async (tx) => {
    await eraseReply(tx, desk, { ticketId: ticketid, replyId: replyid, actorId: agentid });
    return {};
  });
};
