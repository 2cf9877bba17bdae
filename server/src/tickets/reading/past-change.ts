import { cut, type JsonText, jsonText } from '../../json/json-text.ts';
import { eachMember, stringEnd, valueEnd } from '../../json/places.ts';

/** A change of an event, its values as JSON: an export writes them as they were written. */
export interface PastChange {
  readonly property: string;
  readonly to: JsonText;
  readonly text: JsonText | undefined;
  readonly label: JsonText | undefined;
  /** What `to` is of a reply. */
  readonly reply: PastReply | undefined;
}

export interface PastReply {
  readonly title: JsonText;
  readonly content: JsonText;
  readonly files: JsonText;
  readonly isPublic: boolean;
  readonly erased: boolean;
}

export const fieldPrefix = 'field:';

const none = { value: jsonText(null), text: jsonText(''), list: jsonText([]) };

const simple = [
  'number',
  'title',
  'content',
  'source',
  'level',
  'status',
  'categoryId',
  'groupId',
  'agentId',
  'customerId',
  'starter',
  'recordId',
  'copiedAgents',
  'files',
] as const;

export type SimpleProperty = (typeof simple)[number];

const names = new Map(
  [...simple, 'reply', 'evaluation', 'reminder'].map((name) => [glance(name, 0, name.length), name]),
);

/** What tells the well-known names from each other. */
function glance(text: string, from: number, end: number): number {
  return ((end - from) << 16) | (text.charCodeAt(from + 1) << 8) | text.charCodeAt(from + 2);
}

/** Reads the list of an event's changes, which begins at `at`. */
export function pastChanges(json: JsonText, at: number): PastChange[] {
  const changes: PastChange[] = [];
  for (let place = at + 1; ; place += 1) {
    const first = json.charCodeAt(place);
    if (first === openBracket) place = readKept(json, place, changes);
    else if (first === openBrace) place = readChange(json, place, changes);
    else return changes;
  }
}

/** Reads what `shortChanges` writes; answers where it ends. */
function readKept(json: JsonText, at: number, changes: PastChange[]): number {
  const nameEnd = stringEnd(json, at + 1);
  const property = nameAt(json, at + 2, nameEnd - 1);
  const from = valueEnd(json, nameEnd + 1) + 1;
  const end = valueEnd(json, from);
  const textEnd = furtherEnd(json, end);
  const labelEnd = furtherEnd(json, textEnd);
  const to = cut(json, from, end);
  changes.push({
    property,
    to,
    text: further(json, end, textEnd),
    label: further(json, textEnd, labelEnd),
    reply: property === 'reply' ? replyIn(to) : undefined,
  });
  return furtherEnd(json, labelEnd) + 1;
}

/** Where the next value of the list ends; `at`, when there is none. */
function furtherEnd(json: JsonText, at: number): number {
  return json.charCodeAt(at) === comma ? valueEnd(json, at + 1) : at;
}

function further(json: JsonText, before: number, end: number): JsonText | undefined {
  const value = cut(json, before + 1, end);
  return value === '' || value === 'null' ? undefined : value;
}

/**
 * Reads a change that is kept whole, as an object; answers where it ends. As `eachMember` finds members, without a
 * call for each: there are a dozen changes to a ticket.
 */
function readChange(json: JsonText, at: number, changes: PastChange[]): number {
  let property = '';
  let to = none.value;
  let text: JsonText | undefined;
  let label: JsonText | undefined;
  let place = at;
  while (json.charCodeAt(place) !== closeBrace) {
    const key = place + 2;
    const from = stringEnd(json, place + 1) + 1;
    const end = valueEnd(json, from);
    // By the length of the key, and of "from" and "text" by where they begin.
    switch (from - key - 2) {
      case 8:
        property = nameAt(json, from + 1, end - 1);
        break;
      case 2:
        to = cut(json, from, end);
        break;
      case 4:
        if (json.charCodeAt(key) === letterT) text = cut(json, from, end);
        break;
      case 5:
        label = cut(json, from, end);
    }
    place = end;
  }
  changes.push({ property, to, text, label, reply: property === 'reply' ? replyIn(to) : undefined });
  return place + 1;
}

const letterT = 't'.charCodeAt(0);
const comma = ','.charCodeAt(0);
const openBracket = '['.charCodeAt(0);
const openBrace = '{'.charCodeAt(0);
const closeBrace = '}'.charCodeAt(0);

/** The name of a property; a well-known one is always the same string, which is compared at a glance. */
function nameAt(json: JsonText, from: number, end: number): string {
  const name = names.get(glance(json, from, end));
  return name !== undefined && json.startsWith(name, from) ? name : json.slice(from, end);
}

function replyIn(json: JsonText): PastReply {
  let title = none.text;
  let content = none.text;
  let files = none.list;
  let isPublic = false;
  let erased = false;
  eachMember(json, 0, (keyFrom, keyEnd, from, end) => {
    const value = cut(json, from, end);
    switch (json.slice(keyFrom, keyEnd)) {
      case 'title':
        title = value;
        break;
      case 'content':
        content = value;
        break;
      case 'files':
        files = value;
        break;
      case 'visibility':
        isPublic = value === '"public"';
        break;
      case 'erased':
        erased = value === 'true';
    }
  });
  return { title, content, files, isPublic, erased };
}
