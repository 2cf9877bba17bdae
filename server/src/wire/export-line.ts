import type { Catalog } from '../catalog/catalog.ts';
import type { Actor } from '../events.ts';
import type { AttachedFile } from '../files/attachment.ts';
import { cut, type JsonText, joined, json, jsonText, membersOf, parseJson, quoted } from '../json/json-text.ts';
import { eachMember } from '../json/places.ts';
import type { CopiedAgent } from '../tickets/model/ticket.ts';
import type { TicketCustomer } from '../tickets/reading/detail.ts';
import type { PastEvent, PastTicket } from '../tickets/reading/past.ts';
import type { PastChange, PastReply } from '../tickets/reading/past-change.ts';
import { startType } from './actor.ts';
import { splitContacts } from './contacts.ts';
import { pastContents } from './export-log.ts';
import { addressOf, fileToWire } from './file.ts';
import { titles } from './log.ts';

/** What the lines of one export have in common, as text. */
export interface ExportForm {
  readonly publicUrl: string;
  /** How a line begins. */
  readonly company: JsonText;
  readonly fields: ReadonlyMap<string, FieldForm>;
}

interface FieldForm {
  readonly position: number;
  /** All of it but what the ticket gives. */
  readonly beginning: JsonText;
}

const blank = jsonText('');
const zero = jsonText(0);

export function exportForm(companyId: string, publicUrl: string, { fields }: Catalog): ExportForm {
  const shown = [...fields.values()].filter(({ partner }) => !partner);
  return {
    publicUrl,
    company: json`{"companyId":${jsonText(companyId)}`,
    fields: new Map(
      shown.map((field) => [
        membersOf(jsonText(field.id)),
        { position: field.position, beginning: beginningOf(field) },
      ]),
    ),
  };
}

function beginningOf({ id, name, type }: { id: string; name: string; type: number }): JsonText {
  // A field is known by its id alone.
  return cut(jsonText({ fieldId: id, fieldType: type, fieldVariable: id, title: name }), 0, -1);
}

/** The part of a line that tells of the customer as he is now: only tickets have a history. */
export function exportedCustomer(customerId: string, customer: TicketCustomer | undefined): JsonText {
  const members = {
    customerId,
    nick: customer?.nick ?? '',
    uname: customer?.name ?? '',
    tel: splitContacts(customer?.phones).join(';'),
    email: splitContacts(customer?.emails).join(';'),
  };
  return membersOf(jsonText(members));
}

/**
 * A ticket as one line of an exported day (`export_record` of the contract). What lies in the store as JSON is joined
 * as it is: to make values of it and text again takes several times as long.
 */
export function exportLine(form: ExportForm, past: PastTicket, customer: JsonText): JsonText {
  const { id, last, createdAt, events, replies } = past;
  // Until there are SLA policies nothing is due at any time.
  return json`${form.company},"ticketId":${quoted(id)},"ticketCode":${writtenIn(last.number)}\
,"ticketTitle":${writtenIn(last.title)},"ticketContent":${writtenIn(last.content)}\
,"ticketStatus":${codeOf(last.status)},"ticketLevel":${codeOf(last.level)},"ticketFrom":${codeOf(last.source)}\
,${starterToWire(last.starter)},"createTime":${seconds(createdAt)},"updateTime":${seconds(events.at(-1)!.at)}\
,"recordId":${writtenIn(last.recordId)},"copyUser":${copied(last.copiedAgents)}\
,"ticketTypeName":${nameOf(last.categoryId)}\
,"dealGroupId":${writtenIn(last.groupId)},"dealGroupName":${nameOf(last.groupId)}\
,"dealUserId":${writtenIn(last.agentId)},"dealUserName":${nameOf(last.agentId)}\
,"hopeAcceptTime":"","hopeCompleteTime":"",${customer},"resultList":[${fieldsOf(form, past)}]\
,"dealList":[${joined(replies.map(([event, reply]) => replyToWire(form, event, reply)))}]\
,"fileStr":${addresses(form, past)},"updateLogList":[${joined(events.map(eventToWire))}]}\n`;
}

/** Who opened it is an object of which two members are shown. */
function starterToWire(starter: PastChange | undefined): JsonText {
  let type = startType('customer');
  let name = blank;
  if (starter) {
    const object = starter.to;
    eachMember(object, 0, (keyFrom, keyEnd, from, end) => {
      const key = object.slice(keyFrom, keyEnd);
      if (key === 'type') type = startType(object.slice(from + 1, end - 1) as Actor['type']);
      else if (key === 'name') name = cut(object, from, end);
    });
  }
  return json`"startType":${type},"startName":${name}`;
}

function writtenIn(change: PastChange | undefined): JsonText {
  return change === undefined || change.to === 'null' ? blank : change.to;
}

function codeOf(change: PastChange | undefined): JsonText {
  return change?.to ?? zero;
}

function nameOf(change: PastChange | undefined): JsonText {
  return change?.text ?? blank;
}

function copied(agents: PastChange | undefined): JsonText {
  if (agents === undefined || agents.to === '[]') return blank;
  return jsonText(
    parseJson<CopiedAgent[]>(agents.to)
      .map(({ name }) => name)
      .join(),
  );
}

/** In the order in which forms show them. */
function fieldsOf({ fields }: ExportForm, past: PastTicket): JsonText {
  if (!past.fields) return joined([]);
  const shown: { readonly position: number; readonly text: JsonText }[] = [];
  for (const [id, { to, text = blank }] of Object.entries(past.fields)) {
    const form = fields.get(id);
    if (form) shown.push({ position: form.position, text: json`${form.beginning},"value":${to},"text":${text}}` });
  }
  shown.sort((one, other) => one.position - other.position);
  return joined(shown.map(({ text }) => text));
}

function replyToWire({ publicUrl }: ExportForm, event: PastEvent, reply: PastReply): JsonText {
  const { title, content, files, isPublic } = reply;
  const list = files === '[]' ? files : jsonText(filesIn(files).map((file) => fileOf(publicUrl, file)));
  return json`{"replyTitle":${title},"replyContent":${content},"replyType":"${isPublic ? '0' : '1'}"\
,"replyTime":${seconds(event.at)},"startType":${startType(event.actor.type)}\
,"updateUserName":${event.actor.name},"updateUserId":${event.actor.id},"fileList":${list}}`;
}

function fileOf(publicUrl: string, file: AttachedFile) {
  const { file_name, file_url, file_type } = fileToWire(publicUrl, file);
  return { fileName: file_name, fileUrl: file_url, fileType: file_type };
}

function addresses({ publicUrl }: ExportForm, { last, replies }: PastTicket): JsonText {
  const lists = [...(last.files ? [last.files.to] : []), ...replies.map(([, { files }]) => files)];
  const files = lists.flatMap((list) => (list === '[]' ? [] : filesIn(list)));
  return jsonText(files.map((file) => addressOf(publicUrl, file)).join(';'));
}

function filesIn(json: JsonText): AttachedFile[] {
  return parseJson<AttachedFile[]>(json);
}

function eventToWire(event: PastEvent): JsonText {
  const { kind, at, actor } = event;
  return json`{"updateTitle":${writtenTitles.get(kind)!},"updateContent":${pastContents(event)}\
,"updateTime":${seconds(at)},"startType":${startType(actor.type)},"updateServiceName":${actor.name}}`;
}

const writtenTitles = new Map(Object.entries(titles).map(([kind, title]) => [kind, jsonText(title)]));

function seconds(at: number): number {
  return Math.floor(at / 1000);
}
