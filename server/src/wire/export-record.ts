import type { ExportRecord } from '@gongdan/contract';
import type { Catalog } from '../catalog/catalog.ts';
import type { Actor, TicketEvent } from '../events.ts';
import type { AttachedFile } from '../files/attachment.ts';
import type { TicketCustomer } from '../tickets/detail.ts';
import type { PastReply, PastTicket } from '../tickets/past.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { startType } from './actor.ts';
import { splitContacts } from './contacts.ts';
import { customFields } from './field-value.ts';
import { addressOf, fileToWire } from './file.ts';
import { logText } from './log.ts';

/** Whose tickets they are, and what is needed to read them. */
export interface Exported {
  readonly companyId: string;
  readonly publicUrl: string;
  readonly catalog: Catalog;
}

/** A ticket as one line of an exported day. The customer is the one he is now: only tickets have a history. */
export function exportRecord(
  { companyId, publicUrl, catalog }: Exported,
  { ticket, names, replies, events }: PastTicket,
  customer: TicketCustomer | undefined,
): ExportRecord {
  const files = [...ticket.files, ...replies.flatMap((reply) => reply.files)];
  return {
    companyId,
    ...ticketToWire(ticket),
    ticketTypeName: names.category,
    dealGroupId: ticket.groupId ?? '',
    dealGroupName: names.group,
    dealUserId: ticket.agentId ?? '',
    dealUserName: names.agent,
    // Until there are SLA policies nothing is due at any time.
    hopeAcceptTime: '',
    hopeCompleteTime: '',
    ...customerToWire(ticket, customer),
    resultList: customFields(catalog, ticket.fields).map((field) => ({
      fieldId: field.fieldid,
      fieldType: Number(field.field_type),
      // A field is known by its id alone.
      fieldVariable: field.fieldid,
      title: field.field_name,
      value: field.field_value,
      text: field.field_text,
    })),
    dealList: replies.map((reply) => replyToWire(publicUrl, reply)),
    fileStr: files.map((file) => addressOf(publicUrl, file)).join(';'),
    updateLogList: events.map(eventToWire),
  };
}

function ticketToWire(ticket: Ticket) {
  return {
    ticketId: ticket.id,
    ticketCode: ticket.number,
    ticketTitle: ticket.title,
    ticketContent: ticket.content,
    ticketStatus: ticket.status,
    ticketLevel: ticket.level,
    ticketFrom: ticket.source,
    startType: startedBy(ticket.starter.type),
    startName: ticket.starter.name,
    createTime: seconds(ticket.createdAt),
    updateTime: seconds(ticket.updatedAt),
    recordId: ticket.recordId,
    copyUser: ticket.copiedAgents.map(({ name }) => name).join(','),
  };
}

function customerToWire({ customerId }: Ticket, customer: TicketCustomer | undefined) {
  return {
    customerId: customerId ?? '',
    nick: customer?.nick ?? '',
    uname: customer?.name ?? '',
    tel: splitContacts(customer?.phones).join(';'),
    email: splitContacts(customer?.emails).join(';'),
  };
}

function replyToWire(publicUrl: string, { at, author, ...reply }: PastReply) {
  return {
    replyTitle: reply.title,
    replyContent: reply.content,
    replyType: reply.visibility === 'public' ? '0' : '1',
    replyTime: seconds(at),
    startType: startedBy(author.type),
    updateUserName: author.name,
    updateUserId: author.id,
    fileList: reply.files.map((file) => attachmentToWire(publicUrl, file)),
  };
}

function attachmentToWire(publicUrl: string, file: AttachedFile) {
  const { file_name, file_url, file_type } = fileToWire(publicUrl, file);
  return { fileName: file_name, fileUrl: file_url, fileType: file_type };
}

function eventToWire(event: TicketEvent) {
  const { title, contents } = logText(event);
  return {
    updateTitle: title,
    updateContent: contents,
    updateTime: seconds(event.at),
    startType: startedBy(event.actor.type),
    updateServiceName: event.actor.name,
  };
}

function startedBy(type: Actor['type']): number {
  return Number(startType(type));
}

function seconds(at: number): number {
  return Math.floor(at / 1000);
}
