import type { ExportRecord } from '@gongdan/contract';
import type { Catalog } from '../catalog/catalog.ts';
import type { TicketEvent } from '../events.ts';
import type { AttachedFile } from '../files/attachment.ts';
import type { TicketCustomer } from '../tickets/reading/detail.ts';
import type { PastReply, PastTicket } from '../tickets/reading/past-ticket.ts';
import { startType } from './actor.ts';
import { splitContacts } from './contacts.ts';
import { customFields } from './field-value.ts';
import { addressOf, fileToWire } from './file.ts';
import { logText } from './log.ts';

/** The values that all lines of one export share. */
export interface Exported {
  readonly companyId: string;
  readonly publicUrl: string;
  readonly catalog: Catalog;
}

/**
 * Returns a ticket as one line of an exported day, with its line end. The ticket is as it was at the end of that day; the
 * customer's data are those of today, because the history of customers is not kept.
 */
export function exportLine(exported: Exported, past: PastTicket, customer: TicketCustomer | undefined): string {
  return `${JSON.stringify(exportRecord(exported, past, customer))}\n`;
}

function exportRecord(
  { companyId, publicUrl, catalog }: Exported,
  { ticket, names, events, replies }: PastTicket,
  customer: TicketCustomer | undefined,
): ExportRecord {
  const files = [ticket.files, ...replies.map((reply) => reply.files)].flat();
  return {
    companyId,
    ticketId: ticket.id,
    ticketCode: ticket.number,
    ticketTitle: ticket.title,
    ticketContent: ticket.content,
    ticketStatus: ticket.status,
    ticketLevel: ticket.level,
    ticketFrom: ticket.source,
    startType: Number(startType(ticket.starter.type)),
    startName: ticket.starter.name,
    createTime: seconds(ticket.createdAt),
    updateTime: seconds(ticket.updatedAt),
    recordId: ticket.recordId,
    copyUser: ticket.copiedAgents.map(({ name }) => name).join(','),
    ticketTypeName: names.category,
    dealGroupId: ticket.groupId ?? '',
    dealGroupName: names.group,
    dealUserId: ticket.agentId ?? '',
    dealUserName: names.agent,
    // Without SLA policies no ticket has a due time.
    hopeAcceptTime: '',
    hopeCompleteTime: '',
    customerId: ticket.customerId ?? '',
    nick: customer?.nick ?? '',
    uname: customer?.name ?? '',
    tel: splitContacts(customer?.phones).join(';'),
    email: splitContacts(customer?.emails).join(';'),
    resultList: customFields(catalog, ticket.fields).map(fieldToWire),
    dealList: replies.map((reply) => replyToWire(publicUrl, reply)),
    fileStr: files.map((file) => addressOf(publicUrl, file)).join(';'),
    updateLogList: events.map(eventToWire),
  };
}

function fieldToWire(field: ReturnType<typeof customFields>[number]): ExportRecord['resultList'][number] {
  return {
    fieldId: field.fieldid,
    fieldType: Number(field.field_type),
    // Our fields have no variable names, so the id stands in for it.
    fieldVariable: field.fieldid,
    title: field.field_name,
    value: field.field_value,
    text: field.field_text,
  };
}

function replyToWire(publicUrl: string, reply: PastReply): ExportRecord['dealList'][number] {
  return {
    replyTitle: reply.title,
    replyContent: reply.content,
    replyType: reply.visibility === 'public' ? '0' : '1',
    replyTime: seconds(reply.at),
    startType: Number(startType(reply.author.type)),
    updateUserName: reply.author.name,
    updateUserId: reply.author.id,
    fileList: reply.files.map((file) => attachmentToWire(publicUrl, file)),
  };
}

function attachmentToWire(publicUrl: string, file: AttachedFile) {
  const { file_name, file_url, file_type } = fileToWire(publicUrl, file);
  return { fileName: file_name, fileUrl: file_url, fileType: file_type };
}

function eventToWire(event: TicketEvent): ExportRecord['updateLogList'][number] {
  const { title, contents } = logText(event);
  return {
    updateTitle: title,
    updateContent: contents,
    updateTime: seconds(event.at),
    startType: Number(startType(event.actor.type)),
    updateServiceName: event.actor.name,
  };
}

function seconds(at: number): number {
  return Math.floor(at / 1000);
}
