import type { Catalog } from '../../catalog/catalog.ts';
import { levels } from '../../catalog/levels.ts';
import type { Change, Json } from '../../events.ts';
import type { AttachedFile } from '../../files/attachment.ts';
import type { Staff } from '../../people/staff.ts';
import type { CopiedAgent } from '../../tickets/model/ticket.ts';
import type { EventsPage } from '../../tickets/reading/conversation.ts';
import { nameOfAgent, shownAuthor } from './author.ts';
import { plainText } from './safe-html.ts';
import { makeInSlices } from './slices.ts';
import { unshown } from './unshown.ts';

/** Today's names of ids and codes, for events that did not store the name. */
export interface Names {
  readonly catalog: Catalog;
  readonly staff: Staff;
  /** The nick of the ticket's customer. */
  readonly nick: string;
}

/**
 * A page of a ticket's history, oldest first, with readable changes. The old value of a change is shown by the name
 * that it had when it was set. If it was set on an older page, it is shown by today's name.
 */
export async function shownEvents(names: Names, { events, older }: EventsPage) {
  const texts: Texts = new Map();
  const shown = await makeInSlices(events, (event) => ({
    id: event.id,
    version: event.version,
    at: event.at,
    kind: event.kind,
    actor: shownAuthor(names.staff, event.actor),
    way: event.way,
    changes: event.changes.flatMap((change) => shownChange(names, texts, change, event.kind === 'created')),
    replyId: event.replyId,
  }));
  return { events: shown, older };
}

/** Property → its last value, with its text at that time. The value may have another name in the catalog today. */
type Texts = Map<string, { readonly value: Json; readonly text: string }>;

interface ShownChange {
  readonly property: string;
  readonly label: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Returns the readable form of a change: two entries when an evaluation changed score and remark, none for a property
 * that people do not read. The first title and content are left out, because the ticket itself shows them.
 */
function shownChange(names: Names, texts: Texts, change: Change, isFirst: boolean): ShownChange[] {
  const { property, label = null, from, to } = change;
  if (property === 'reply') return [{ property, label, from: null, to: replyText(to) }];
  if (property === 'evaluation') return evaluationChanges(from, to);
  const text = textsOf(change)?.(names, property);
  if (!text) return [];
  const known = texts.get(property);
  const before = known && known.value === from ? known.text : text(from);
  const after = agentIn(names, change) ?? (change.text || text(to));
  texts.set(property, { value: to, text: after });
  if (isFirst && (property === 'title' || property === 'content')) return [];
  return [{ property, label, from: from === null || isFirst ? null : before, to: to === null ? null : after }];
}

/**
 * The name by which colleagues call the agent to whom the ticket was assigned. It replaces the stored name, which is
 * the one for integrations.
 */
function agentIn({ staff }: Names, { property, to }: Change): string | undefined {
  return property === 'agentId' ? nameOfAgent(staff, written(to)) : undefined;
}

/**
 * Returns a function that makes the text of a value that was stored without a text. Undefined for properties that
 * people do not read.
 */
function textsOf({ property }: Change): ((names: Names, property: string) => (value: Json) => string) | undefined {
  return property.startsWith('field:') ? fieldText : readings[property];
}

const readings: Readonly<Record<string, (names: Names) => (value: Json) => string>> = {
  title: () => written,
  content: () => (value) => readText(written(value)),
  files: () => fileNames,
  categoryId:
    ({ catalog }) =>
    (value) =>
      catalog.categories.get(written(value))?.path ?? written(value),
  status:
    ({ catalog }) =>
    (value) =>
      catalog.statuses.get(Number(value))?.name ?? written(value),
  level: () => (value) => levels.get(Number(value)) ?? written(value),
  source: () => written,
  groupId:
    ({ staff }) =>
    (value) =>
      staff.groups.get(written(value))?.name ?? written(value),
  agentId:
    ({ staff }) =>
    (value) =>
      nameOfAgent(staff, written(value)) ?? written(value),
  customerId:
    ({ nick }) =>
    () =>
      nick,
  templateId:
    ({ catalog }) =>
    (value) =>
      catalog.templates.get(written(value))?.name ?? written(value),
  copiedAgents: () => copiedNames,
  reminder: () => written,
};

function written(value: Json): string {
  return value === null ? '' : String(value);
}

function fieldText({ catalog }: Names, property: string): (value: Json) => string {
  const field = catalog.fields.get(property.slice('field:'.length));
  return (value) => {
    const values = written(value).split(',');
    const options = values.map((one) => field?.optionByValue.get(one)?.path);
    return options.every((path) => path !== undefined) ? options.join(',') : written(value);
  };
}

function fileNames(files: Json): string {
  return joined((files ?? []) as AttachedFile[]);
}

function copiedNames(agents: Json): string {
  return joined((agents ?? []) as unknown as CopiedAgent[]);
}

/** At most so many names are shown. A call may name a thousand, of 255 characters each. */
const mostNames = 50;

function joined(named: readonly { readonly name: string }[]): string {
  const names = named.slice(0, mostNames).map(({ name }) => name);
  if (named.length > mostNames) names.push(`… (${named.length})`);
  return names.join(', ');
}

const longestExcerpt = 200;

/** The beginning of the reply, or the names of its files; null when it was erased. */
function replyText(reply: Json): string | null {
  const { content, files, erased } = reply as { content: string; files: AttachedFile[]; erased?: boolean };
  if (erased) return null;
  const text = readText(content);
  return text === '' ? fileNames(files) : text.slice(0, longestExcerpt);
}

/** The content as plain text; its source when nothing of it can be shown. */
function readText(content: string): string {
  return plainText(content) || (unshown(content) ?? '');
}

function evaluationChanges(from: Json, to: Json): ShownChange[] {
  const [before, after] = [from, to] as ({ score: number; remark: string } | null)[];
  const remarked = (before?.remark ?? '') !== (after?.remark ?? '');
  const score = {
    property: 'score',
    label: null,
    from: before ? String(before.score) : null,
    to: String(after?.score),
  };
  if (!remarked) return [score];
  return [score, { property: 'remark', label: null, from: before?.remark ?? null, to: after?.remark ?? null }];
}
