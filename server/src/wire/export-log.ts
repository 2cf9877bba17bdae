import { type ByteText, parseBytes, stringifyBytes } from '../byte-text.ts';
import type { AttachedFile } from '../files/attachment.ts';
import type { PastEvent } from '../tickets/past.ts';
import type { PastChange, PastReply } from '../tickets/past-change.ts';
import { labels } from './log.ts';

/** What `logText` says of an event, made of the texts of its changes. */
export function pastContents({ kind, changes }: PastEvent): ByteText {
  const contents = new Map<ByteText, ByteText>();
  let fields: Record<ByteText, ByteText> | undefined;
  if (kind === 'erased') contents.set(words.reply, words.erased);
  for (const change of changes) {
    const { property, reply, label } = change;
    const known = byteLabels.get(property);
    if (known) contents.set(known, readable(change));
    else if (reply) addReply(contents, reply);
    else if (property === 'evaluation') addEvaluation(contents, change.to);
    else if (property.startsWith('field:')) {
      // An object, like that of logText: it orders labels that are numbers, and has one of those that are alike.
      fields ??= {};
      fields[label === undefined ? '' : (JSON.parse(label) as string)] = readable(change);
    }
  }
  let text = '';
  for (const [label, value] of contents) text += `${text === '' ? '' : ','}${label}:${value}`;
  if (fields) text += fieldContents(text, fields);
  return `{${text}}`;
}

const words = {
  reply: stringifyBytes('回复'),
  erased: stringifyBytes('已删除'),
  files: stringifyBytes('回复附件'),
  score: stringifyBytes('评分'),
  remark: stringifyBytes('评语'),
  fields: stringifyBytes('自定义字段'),
};

const byteLabels = new Map(Object.entries(labels).map(([property, label]) => [property, stringifyBytes(label)]));

function readable({ text, to }: PastChange): ByteText {
  if (text !== undefined) return text;
  if (to === 'null') return '""';
  const first = to[0];
  if (first === '"') return to;
  return first === '{' || first === '[' ? stringifyBytes(String(parseBytes(to))) : `"${to}"`;
}

function addReply(contents: Map<ByteText, ByteText>, { content, files, erased }: PastReply): void {
  if (erased) return;
  if (content !== '""') contents.set(words.reply, content);
  if (files === '[]') return;
  const names = parseBytes<AttachedFile[]>(files).map(({ name }) => name);
  contents.set(words.files, stringifyBytes(names.join()));
}

function addEvaluation(contents: Map<ByteText, ByteText>, to: ByteText): void {
  const { score, remark } = parseBytes<{ score: number; remark: string }>(to);
  contents.set(words.score, `"${score}"`);
  if (remark !== '') contents.set(words.remark, stringifyBytes(remark));
}

function fieldContents(before: ByteText, fields: Readonly<Record<ByteText, ByteText>>): ByteText {
  const members = Object.entries(fields).map(([label, value]) => `${JSON.stringify(label)}:${value}`);
  if (members.length === 0) return '';
  return `${before === '' ? '' : ','}${words.fields}:{${members.join()}}`;
}
