import type { Change, EventKind, TicketEvent } from '../events.ts';
import type { AttachedFile } from '../files/attachment.ts';
import { type JsonText, json, membersOf, quoted } from '../json/json-text.ts';
import { formatTime } from '../zone.ts';
import { logFrom, startType } from './actor.ts';

/**
 * Returns the entry of an event in the update log as it is stored, without its time. `entryToWire` adds the time in the
 * company's present time zone.
 */
export function logEntry(event: TicketEvent): string {
  const { actor } = event;
  const { title, contents } = logText(event);
  return JSON.stringify({
    update_title: title,
    update_contents: contents,
    log_from: logFrom(event.way),
    start_type: startType(actor.type),
    update_agent_id: actor.id,
    update_agent_name: actor.name,
    face_img: actor.face,
  });
}

/** Returns a stored entry with its time. */
export function entryToWire(zone: string, entry: { at: number; json: JsonText }): JsonText {
  return json`{"update_datetime":${quoted(formatTime(zone, entry.at))},${membersOf(entry.json)}}`;
}

/** Returns the text of an event: a title that says what was done, and the JSON of what changed. */
export function logText(event: TicketEvent): { readonly title: string; readonly contents: string } {
  return { title: titles[event.kind], contents: JSON.stringify(contentsOf(event)) };
}

/** The title of an entry, by the kind of its event. */
export const titles: Readonly<Record<EventKind, string>> = {
  created: '工单创建',
  edited: '工单更新',
  replied: '工单更新',
  accepted: '工单更新',
  erased: '工单更新',
  reminded: '工单催单',
  evaluated: '工单评价',
  deleted: '工单删除',
};

/**
 * The label of a property in the log. Replies, evaluations and custom fields have entries of another form (`contentsOf`).
 * Other properties are left out of the log.
 */
export const labels: Readonly<Record<string, string>> = {
  title: '工单标题',
  content: '问题描述',
  files: '问题描述附件',
  categoryId: '工单分类',
  status: '工单状态',
  level: '优先级',
  groupId: '受理技能组',
  agentId: '受理客服',
  customerId: '客户',
  reminder: '催单原因',
};

type Contents = Record<string, string | Record<string, string>>;

/** Label → text of the new value. */
function contentsOf({ kind, changes }: TicketEvent): Contents {
  const contents: Contents = kind === 'erased' ? { 回复: '已删除' } : {};
  const fields: Record<string, string> = {};
  for (const change of changes) {
    const label = labels[change.property];
    if (label) contents[label] = readable(change);
    else if (change.property === 'reply') Object.assign(contents, replyContents(change));
    else if (change.property === 'evaluation') Object.assign(contents, evaluationContents(change));
    else if (change.property.startsWith('field:')) fields[change.label ?? ''] = readable(change);
  }
  if (Object.keys(fields).length > 0) contents.自定义字段 = fields;
  return contents;
}

function readable({ text, to }: Change): string {
  return text ?? (to === null ? '' : String(to));
}

/** Returns the reply's text and the names of its files; nothing when the reply was erased, because both are gone then. */
function replyContents({ to }: Change): Contents {
  const { content, files, erased } = to as { content: string; files: AttachedFile[]; erased?: boolean };
  if (erased) return {};
  return {
    ...(content !== '' && { 回复: content }),
    ...(files.length > 0 && { 回复附件: files.map(({ name }) => name).join(',') }),
  };
}

function evaluationContents({ to }: Change): Contents {
  const { score, remark } = to as { score: number; remark: string };
  return { 评分: String(score), ...(remark !== '' && { 评语: remark }) };
}
