import type { consoleEndpoints } from '@gongdan/contract/console';
import { openDesk } from '../../tickets/model/desk.ts';
import { readRepliesPage } from '../../tickets/reading/conversation.ts';
import { readTicket } from '../../tickets/reading/detail.ts';
import { readCursor } from '../cursor.ts';
import type { ConsoleHandler } from '../handler.ts';
import { shownReplies } from '../shown/replies.ts';

export const listReplies: ConsoleHandler<typeof consoleEndpoints.listReplies> = async (context, { id, before }) => {
  const { db, company } = context;
  const { key: at, id: replyId } = readCursor('before', before);
  const { staff } = await openDesk(context);
  const { ticket } = await readTicket(db.query, company.id, { id });
  return shownReplies(staff, await readRepliesPage(db.query, company.id, ticket.id, { at, id: replyId }));
};
