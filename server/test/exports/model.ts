import type { ExportRecord } from '@gongdan/contract';
import type { Actor, Change, TicketEvent } from '../../src/events.ts';
import type { AttachedFile } from '../../src/files/attachment.ts';
import { replay } from '../../src/tickets/model/apply-event.ts';
import type { Ticket } from '../../src/tickets/model/ticket.ts';
import type { TicketCustomer } from '../../src/tickets/reading/detail.ts';
import type { Reply } from '../../src/tickets/rows/replies.ts';
import { startType } from '../../src/wire/actor.ts';
import { splitContacts } from '../../src/wire/contacts.ts';
import type { Exported } from '../../src/wire/export-line.ts';
import { customFields } from '../../src/wire/field-value.ts';
import { addressOf, fileToWire } from '../../src/wire/file.ts';
import { logText } from '../../src/wire/log.ts';

interface PastReply extends Reply {
  readonly id: string;
  readonly at: number;
  readonly author: Actor;
}

/**
 * Makes the line that a ticket must have in the export of a day. `events` are the ticket's events up to the end of that
 * day; they are replayed. No code is shared with `wire/export-line.ts`, because the tests compare the two.
 */
export function exportRecord(
  { companyId, publicUrl, catalog }: Exported,
  events: readonly TicketEvent[],
  customer: TicketCustomer | undefined,
): ExportRecord {
  const ticket = replay(events[0]!.ticketId, events);
  const changes = events.flatMap((event) => event.changes);
  const replies = events.flatMap(repliesOf).sort((one, other) => one.at - other.at || compare(one.id, other.id));
  const files = [...ticket.files, ...replies.flatMap((reply) => reply.files)];
  return {
    companyId,
    ...ticketToWire(ticket),
    ticketTypeName: lastText(changes, 'categoryId'),
    dealGroupId: ticket.groupId ?? '',
    dealGroupName: lastText(changes, 'groupId'),
    dealUserId: ticket.agentId ?? '',
    dealUserName: lastText(changes, 'agentId'),
    hopeAcceptTime: '',
    hopeCompleteTime: '',
    ...customerToWire(ticket, customer),
    resultList: customFields(catalog, ticket.fields).map((field) => ({
      fieldId: field.fieldid,
      fieldType: Number(field.field_type),
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

function lastText(changes: readonly Change[], name: string): string {
  return changes.findLast(({ property }) => property === name)?.text ?? '';
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function repliesOf({ at, actor, changes, replyId }: TicketEvent): PastReply[] {
  return changes.flatMap(({ property, to }) => {
    if (property !== 'reply') return [];
    const { erased, ...reply } = to as unknown as Reply & { readonly erased?: boolean };
    return erased ? [] : { ...reply, id: replyId ?? '', at, author: actor };
  });
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
