import type { endpoints } from '@gongdan/contract';
import type { Tx } from '../context.ts';
import { recogniseFiles } from '../files/recognise.ts';
import { type FoundCustomer, lookForCustomer } from '../people/customer-search.ts';
import { createByCustomer } from '../tickets/create.ts';
import { openDesk } from '../tickets/model/desk.ts';
import { splitContacts } from '../wire/contacts.ts';
import { splitAddresses } from '../wire/file.ts';
import { contactFromWire, fieldsFromWire } from '../wire/ticket-input.ts';
import { change } from './change.ts';
import type { Handler } from './handler.ts';

export const save_user_ticket: Handler<typeof endpoints.save_user_ticket> = async (context, given) => {
  const contact = contactFromWire(given.first_contact_type, given.first_contact_info);
  const files = await recogniseFiles(context.db.query, context.company.id, splitAddresses(given.file_str));
  const desk = await openDesk(context);
  const customer = {
    id: given.userid,
    partnerId: given.partnerid,
    emails: splitContacts(given.user_emails),
    phones: splitContacts(given.user_tels),
  };
  const ticket = {
    title: given.ticket_title,
    content: given.ticket_content,
    source: Number(given.ticket_from),
    categoryId: given.ticket_typeid,
    customer,
    files,
    fields: fieldsFromWire(given.extend_fields),
    contact,
  };
  const open = async (tx: Tx, known: FoundCustomer | undefined) => {
    const { id } = await createByCustomer(tx, desk, ticket, known);
    return { item: { ticketid: id }, items: [] };
  };
  return change(context, open, (query) => lookForCustomer({ query, company: context.company }, customer));
};
