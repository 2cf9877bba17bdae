import { type ByteText, parseBytes, stringifyBytes, toBytes } from '../byte-text.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Actor } from '../events.ts';
import type { AttachedFile } from '../files/attachment.ts';
import { eachMember } from '../raw-json.ts';
import type { TicketCustomer } from '../tickets/detail.ts';
import type { PastEvent, PastTicket } from '../tickets/past.ts';
import type { PastChange, PastReply } from '../tickets/past-change.ts';
import type { CopiedAgent } from '../tickets/ticket.ts';
import { startType } from './actor.ts';
import { splitContacts } from './contacts.ts';
import { pastContents } from './export-log.ts';
import { addressOf, fileToWire } from './file.ts';
import { titles } from './log.ts';

/** What the lines of one export have in common, as text. */
export interface ExportForm {
  readonly publicUrl: string;
  /** How a line begins. */
  readonly company: string;
  readonly fields: ReadonlyMap<string, FieldForm>;
}

interface FieldForm {
  readonly position: number;
  /** All of it but what the ticket gives. */
  readonly beginning: string;
}

export function exportForm(companyId: string, publicUrl: string, { fields }: Catalog): ExportForm {
  const shown = [...fields.values()].filter(({ partner }) => !partner);
  return {
    publicUrl,
    company: `{"companyId":${stringifyBytes(companyId)}`,
    fields: new Map(
      shown.map((field) => [toBytes(field.id), { position: field.position, beginning: beginningOf(field) }]),
    ),
  };
}

function beginningOf({ id, name, type }: { id: string; name: string; type: number }): string {
  // A field is known by its id alone.
  return stringifyBytes({ fieldId: id, fieldType: type, fieldVariable: id, title: name }).slice(0, -1);
}

/** The part of a line that tells of the customer as he is now: only tickets have a history. */
export function exportedCustomer(customerId: string, customer: TicketCustomer | undefined): string {
  const members = {
    customerId,
    nick: customer?.nick ?? '',
    uname: customer?.name ?? '',
    tel: splitContacts(customer?.phones).join(';'),
    email: splitContacts(customer?.emails).join(';'),
  };
  return stringifyBytes(members).slice(1, -1);
}

/**
 * A ticket as one line of an exported day (`export_record` of the contract). What lies in the store as JSON is joined
 * as it is: to make values of it and text again takes several times as long.
 */
export function exportLine(form: ExportForm, past: PastTicket, customer: ByteText): ByteText {
  const { id, last, createdAt, events, replies } = past;
  return (
    `${form.company},"ticketId":"${id}","ticketCode":${writtenIn(last.number)},"ticketTitle":${writtenIn(last.title)}` +
    `,"ticketContent":${writtenIn(last.content)},"ticketStatus":${codeOf(last.status)}` +
    `,"ticketLevel":${codeOf(last.level)},"ticketFrom":${codeOf(last.source)}` +
    `,${starterToWire(last.starter)},"createTime":${seconds(createdAt)},"updateTime":${seconds(events.at(-1)!.at)}` +
    `,"recordId":${writtenIn(last.recordId)},"copyUser":${copied(last.copiedAgents)}` +
    `,"ticketTypeName":${nameOf(last.categoryId)}` +
    `,"dealGroupId":${writtenIn(last.groupId)},"dealGroupName":${nameOf(last.groupId)}` +
    `,"dealUserId":${writtenIn(last.agentId)},"dealUserName":${nameOf(last.agentId)}` +
    // Until there are SLA policies nothing is due at any time.
    `,"hopeAcceptTime":"","hopeCompleteTime":"",${customer},"resultList":[${fieldsOf(form, past)}]` +
    `,"dealList":[${listed(replies, ([event, reply]) => replyToWire(form, event, reply))}]` +
    `,"fileStr":${addresses(form, past)},"updateLogList":[${listed(events, eventToWire)}]}\n`
  );
}

/** Who opened it is an object of which two members are shown. */
function starterToWire(starter: PastChange | undefined): ByteText {
  let type = startType('customer');
  let name = '""';
  if (starter) {
    const json = starter.to;
    eachMember(json, 0, (keyFrom, keyEnd, from, end) => {
      const key = json.slice(keyFrom, keyEnd);
      if (key === 'type') type = startType(json.slice(from + 1, end - 1) as Actor['type']);
      else if (key === 'name') name = json.slice(from, end);
    });
  }
  return `"startType":${type},"startName":${name}`;
}

function writtenIn(change: PastChange | undefined): ByteText {
  return change === undefined || change.to === 'null' ? '""' : change.to;
}

function codeOf(change: PastChange | undefined): ByteText {
  return change?.to ?? '0';
}

function nameOf(change: PastChange | undefined): ByteText {
  return change?.text ?? '""';
}

function copied(agents: PastChange | undefined): ByteText {
  if (agents === undefined || agents.to === '[]') return '""';
  return stringifyBytes(
    parseBytes<CopiedAgent[]>(agents.to)
      .map(({ name }) => name)
      .join(),
  );
}

/** In the order in which forms show them. */
function fieldsOf({ fields }: ExportForm, past: PastTicket): ByteText {
  if (!past.fields) return '';
  const shown: { readonly position: number; readonly json: ByteText }[] = [];
  for (const [id, { to, text = '""' }] of Object.entries(past.fields)) {
    const form = fields.get(id);
    if (form) shown.push({ position: form.position, json: `${form.beginning},"value":${to},"text":${text}}` });
  }
  shown.sort((one, other) => one.position - other.position);
  return listed(shown, ({ json }) => json);
}

function replyToWire({ publicUrl }: ExportForm, event: PastEvent, reply: PastReply): ByteText {
  const { title, content, files, isPublic } = reply;
  const list = files === '[]' ? files : stringifyBytes(filesIn(files).map((file) => fileOf(publicUrl, file)));
  return (
    `{"replyTitle":${title},"replyContent":${content},"replyType":${isPublic ? '"0"' : '"1"'}` +
    `,"replyTime":${seconds(event.at)},"startType":${startType(event.actor.type)}` +
    `,"updateUserName":${event.actor.name},"updateUserId":${event.actor.id}` +
    `,"fileList":${list}}`
  );
}

function fileOf(publicUrl: string, file: AttachedFile) {
  const { file_name, file_url, file_type } = fileToWire(publicUrl, file);
  return { fileName: file_name, fileUrl: file_url, fileType: file_type };
}

function addresses({ publicUrl }: ExportForm, { last, replies }: PastTicket): ByteText {
  const lists = [last.files?.to ?? '[]', ...replies.map(([, { files }]) => files)];
  const files = lists.flatMap((list) => (list === '[]' ? [] : filesIn(list)));
  return files.length === 0 ? '""' : stringifyBytes(files.map((file) => addressOf(publicUrl, file)).join(';'));
}

function filesIn(json: ByteText): AttachedFile[] {
  return parseBytes<AttachedFile[]>(json);
}

function eventToWire(event: PastEvent): ByteText {
  const { kind, at, actor } = event;
  return (
    `{"updateTitle":${byteTitles.get(kind)},"updateContent":${pastContents(event)}` +
    `,"updateTime":${seconds(at)},"startType":${startType(actor.type)},"updateServiceName":${actor.name}}`
  );
}

const byteTitles = new Map(Object.entries(titles).map(([kind, title]) => [kind, stringifyBytes(title)]));

/** Like `join`, which makes its text at once, though it is joined to others. */
function listed<Item>(items: readonly Item[], write: (item: Item) => ByteText): ByteText {
  let text = '';
  for (const item of items) text += text === '' ? write(item) : `,${write(item)}`;
  return text;
}

function seconds(at: number): number {
  return Math.floor(at / 1000);
}
