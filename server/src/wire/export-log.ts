import type { AttachedFile } from '../files/attachment.ts';
import { cut, type JsonText, joined, json, jsonText, parseJson, quoted } from '../json/json-text.ts';
import type { PastEvent } from '../tickets/reading/past.ts';
import type { PastChange, PastReply } from '../tickets/reading/past-change.ts';
import { labels } from './log.ts';

/**
 * What `logText` says of an event, as the string that holds it, made of the texts of its changes. Each text is quoted
 * once more as it is added: few have anything to escape but their quotes, and the whole need not be gone through again.
 */
export function pastContents({ kind, changes }: PastEvent): JsonText {
  const contents: Members = { keys: [], values: [] };
  let fields: Members | undefined;
  if (kind === 'erased') setMember(contents, words.reply, words.erased);
  for (const change of changes) {
    const { property, reply, label = blank } = change;
    const known = byteLabels.get(property);
    if (known) setMember(contents, known, restOf(readable(change)));
    else if (reply) addReply(contents, reply);
    else if (property === 'evaluation') addEvaluation(contents, change.to);
    else if (property.startsWith('field:')) {
      fields ??= { keys: [], values: [] };
      setMember(fields, label, restOf(readable(change)));
    }
  }
  if (fields) addFields(contents, fieldsInOrder(fields));
  return json`"${objectOf(contents)}"`;
}

/** The JSON of a string, as it is written within a string, but for the quote that it begins with. */
function restOf(text: JsonText): JsonText {
  return text.includes('\\') ? cut(quoted(text), '"\\"'.length, -1) : json`${cut(text, 1, -1)}\\"`;
}

/** A key of an object within a string, and the quote that its value begins with. */
function keyOf(label: JsonText): JsonText {
  return json`\\"${restOf(label)}:\\"`;
}

function wordKey(word: string): JsonText {
  return keyOf(jsonText(word));
}

const blank = jsonText('');

const words = {
  reply: wordKey('回复'),
  erased: restOf(jsonText('已删除')),
  files: wordKey('回复附件'),
  score: wordKey('评分'),
  remark: wordKey('评语'),
  /** Its value is an object, and so has no quotes. */
  fields: cut(wordKey('自定义字段'), 0, -'\\"'.length),
};

const byteLabels = new Map(Object.entries(labels).map(([property, label]) => [property, wordKey(label)]));

function readable({ text, to }: PastChange): JsonText {
  if (text !== undefined) return text;
  if (to === 'null') return blank;
  const first = to[0];
  if (first === '"') return to;
  return first === '{' || first === '[' ? jsonText(String(parseJson(to))) : quoted(to);
}

function addReply(contents: Members, { content, files, erased }: PastReply): void {
  if (erased) return;
  if (content !== '""') setMember(contents, words.reply, restOf(content));
  if (files === '[]') return;
  const names = parseJson<AttachedFile[]>(files).map(({ name }) => name);
  setMember(contents, words.files, restOf(jsonText(names.join())));
}

function addEvaluation(contents: Members, to: JsonText): void {
  const { score, remark } = parseJson<{ score: number; remark: string }>(to);
  setMember(contents, words.score, restOf(quoted(`${score}`)));
  if (remark !== '') setMember(contents, words.remark, restOf(jsonText(remark)));
}

function addFields(contents: Members, fields: Members): void {
  const { keys, values } = fields;
  if (keys.length > 0) setMember(contents, words.fields, objectOf({ keys: keys.map(keyOf), values }));
}

/** Members of an object that is being written: so few that a search finds a key sooner than a map does. */
interface Members {
  readonly keys: JsonText[];
  readonly values: JsonText[];
}

/** A key that is there already keeps its place. */
function setMember({ keys, values }: Members, key: JsonText, value: JsonText): void {
  const place = keys.indexOf(key);
  if (place === -1) {
    keys.push(key);
    values.push(value);
  } else {
    values[place] = value;
  }
}

function objectOf({ keys, values }: Members): JsonText {
  return json`{${joined(keys.map((key, place) => json`${key}${values[place]!}`))}}`;
}

/** As an object would have them, like that of logText: it orders labels that are numbers, and can't have `__proto__`. */
function fieldsInOrder({ keys, values }: Members): Members {
  if (!keys.some(isPeculiar)) return { keys, values };
  const fields: Record<string, JsonText> = {};
  for (const [place, label] of keys.entries()) fields[JSON.parse(label) as string] = values[place]!;
  return { keys: Object.keys(fields).map(quoted), values: Object.values(fields) };
}

function isPeculiar(label: JsonText): boolean {
  const first = label.charCodeAt(1);
  return first === underscore || (first >= zero && first <= nine);
}

const underscore = '_'.charCodeAt(0);
const zero = '0'.charCodeAt(0);
const nine = '9'.charCodeAt(0);
