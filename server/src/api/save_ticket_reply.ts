import type { endpoints } from '@gongdan/contract';
import { recogniseFiles } from '../files/recognise.ts';
import { openDesk } from '../tickets/model/desk.ts';
import { updateByAgent } from '../tickets/update.ts';
import { splitAddresses } from '../wire/file.ts';
import { agentReplyFromWire } from '../wire/reply.ts';
import { copiedAgentsFromWire, fieldsFromWire } from '../wire/ticket-input.ts';
import { parseTime } from '../zone.ts';
import { change } from './change.ts';
import type { Handler } from './handler.ts';

export const save_ticket_reply: Handler<typeof endpoints.save_ticket_reply> = async (context, given) => {
  const { db, company } = context;
  const files = await recogniseFiles(db.query, company.id, splitAddresses(given.reply_file_str));
  const desk = await openDesk(context);
  return change(context, async (tx) => {
    await updateByAgent(tx, desk, {
      ticketId: given.ticketid,
      actorId: given.reply_agentid,
      readAt: parseTime(company.zone, given.get_ticket_datetime, 'later'),
      reply: agentReplyFromWire(given.reply_type, given.reply_content, files),
      title: given.ticket_title,
      content: given.ticket_content,
      status: Number(given.ticket_status),
      level: Number(given.ticket_level),
      groupId: given.deal_groupid,
      agentId: given.deal_agentid,
      templateId: given.templateid,
      copiedAgents: given.copy_agent && copiedAgentsFromWire(given.copy_agent),
      fields: fieldsFromWire(given.extend_fields),
    });
    return {};
  });
};
