import type { endpoints } from '@gongdan/contract';
import { recogniseFiles } from '../files/recognise.ts';
import { openDesk } from '../tickets/model/desk.ts';
import { replyAsCustomer } from '../tickets/reply.ts';
import { splitAddresses } from '../wire/file.ts';
import { change } from './change.ts';
import type { Handler } from './handler.ts';

export const save_user_reply: Handler<typeof endpoints.save_user_reply> = async (
  context,
  { ticketid, reply_content, file_str },
) => {
  const files = await recogniseFiles(context.db.query, context.company.id, splitAddresses(file_str));
  const desk = await openDesk(context);
  return change(context, async (tx) => {
    await replyAsCustomer(tx, desk, { ticketId: ticketid, content: reply_content, files });
    return {};
  });
};
