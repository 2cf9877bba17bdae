import type { ByteText } from '../byte-text.ts';
import { eachMember, stringEnd, valueEnd } from '../raw-json.ts';

/** A change of an event, its values as JSON: an export writes them as they were written. */
export interface PastChange {
  readonly property: ByteText;
  readonly to: ByteText;
  readonly text: ByteText | undefined;
  readonly label: ByteText | undefined;
  /** What `to` is of a reply. */
  readonly reply: PastReply | undefined;
}

export interface PastReply {
  readonly title: ByteText;
  readonly content: ByteText;
  readonly files: ByteText;
  readonly isPublic: boolean;
  readonly erased: boolean;
}

export const fieldPrefix = 'field:';

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
function glance(text: ByteText, from: number, end: number): number {
  return ((end - from) << 16) | (text.charCodeAt(from + 1) << 8) | text.charCodeAt(from + 2);
}

/** Reads the list of an event's changes, which begins at `at`. */
export function pastChanges(json: ByteText, at: number): PastChange[] {
  const changes: PastChange[] = [];
  for (let place = at + 1; ; place += 1) {
    const first = json.charCodeAt(place);
    if (first === openBracket) place = readKept(json, place, changes);
    else if (first === openBrace) place = readChange(json, place, changes);
    else return changes;
  }
}

/** Reads what `shortChanges` writes; answers where it ends. */
function readKept(json: ByteText, at: number, changes: PastChange[]): number {
  const nameEnd = stringEnd(json, at + 1);
  const property = nameAt(json, at + 2, nameEnd - 1);
  const from = valueEnd(json, nameEnd + 1) + 1;
  const end = valueEnd(json, from);
  const textEnd = furtherEnd(json, end);
  const labelEnd = furtherEnd(json, textEnd);
  const to = json.slice(from, end);
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
function furtherEnd(json: ByteText, at: number): number {
  return json.charCodeAt(at) === comma ? valueEnd(json, at + 1) : at;
}

function further(json: ByteText, before: number, end: number): ByteText | undefined {
  const value = json.slice(before + 1, end);
  return value === '' || value === 'null' ? undefined : value;
}

/**
 * Reads a change that is kept whole, as an object; answers where it ends. As `eachMember` finds members, without a
 * call for each: there are a dozen changes to a ticket.
 */
function readChange(json: ByteText, at: number, changes: PastChange[]): number {
  let property = '';
  let to = 'null';
  let text: ByteText | undefined;
  let label: ByteText | undefined;
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
        to = json.slice(from, end);
        break;
      case 4:
        if (json.charCodeAt(key) === letterT) text = json.slice(from, end);
        break;
      case 5:
        label = json.slice(from, end);
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
function nameAt(json: ByteText, from: number, end: number): string {
  const name = names.get(glance(json, from, end));
  return name !== undefined && json.startsWith(name, from) ? name : json.slice(from, end);
}

function replyIn(json: ByteText): PastReply {
  let title = '""';
  let content = '""';
  let files = '[]';
  let isPublic = false;
  let erased = false;
  eachMember(json, 0, (keyFrom, keyEnd, from, end) => {
    const value = json.slice(from, end);
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
