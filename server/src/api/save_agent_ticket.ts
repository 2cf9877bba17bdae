import type { endpoints } from '@gongdan/contract';
import { refusedField } from '../errors.ts';
import { recogniseFiles } from '../files/recognise.ts';
import { createByAgent } from '../tickets/create.ts';
import { openDesk } from '../tickets/model/desk.ts';
import { splitAddresses } from '../wire/file.ts';
import { contactFromWire, copiedAgentsFromWire, fieldsFromWire } from '../wire/ticket-input.ts';
import { change } from './change.ts';
import type { Handler } from './handler.ts';

export const save_agent_ticket: Handler<typeof endpoints.save_agent_ticket> = async (context, given) => {
  const contact = contactFromWire(given.first_contact_type, given.first_contact_info);
  if (contact && given.userid === undefined) {
    throw refusedField('userid', 'required when first_contact_type is given', 'parameter_missing');
  }
  const files = await recogniseFiles(context.db.query, context.company.id, splitAddresses(given.file_str));
  const desk = await openDesk(context);
  return change(context, async (tx) => {
    const ticket = await createByAgent(tx, desk, {
      title: given.ticket_title,
      content: given.ticket_content,
      source: Number(given.ticket_from),
      categoryId: given.ticket_typeid,
      actorId: given.create_agentid,
      customerId: given.userid,
      status: Number(given.ticket_status),
      level: Number(given.ticket_level),
      groupId: given.deal_groupid,
      agentId: given.deal_agentid,
      recordId: given.recordid ?? '',
      copiedAgents: copiedAgentsFromWire(given.copy_agent ?? []),
      files,
      fields: fieldsFromWire(given.extend_fields),
      contact,
    });
    return { item: { ticketid: ticket.id }, items: [] };
  });
};
