import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import type { Catalog, Field } from '../../src/catalog/catalog.ts';
import type { Database } from '../../src/db/database.ts';
import type { Change, EventKind, Json, TicketEvent } from '../../src/events.ts';
import { firstIdAt } from '../../src/ids.ts';
import { onEveryDatabase } from '../databases.ts';
import { catalog, noon } from '../tickets/office.ts';
import { linesOf } from './lines.ts';
import { exportRecord } from './model.ts';

/** Objects with the prototype that JSON.parse gives them. */
const record = <Members>(members: { [Name in keyof Members]: fc.Arbitrary<Members[Name]> }) =>
  fc.record<Members>(members, { noNullPrototype: true });

const dayMs = 24 * 3_600_000;
const day = { from: noon, before: noon + dayMs };
const publicUrl = 'https://gongdan.example';

// Without NUL: PostgreSQL does not store it, and calls with it are refused.
const text = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('', '"', '\\\\"', '},{', 'ÿþ', '工单\n\t', '\u2028'),
  )
  .map((some) => some.replaceAll('\0', ''));
/** Texts, some with half of a surrogate pair, which JSON can hold. */
const broken = fc.oneof(text, fc.constantFrom('\ud800', 'a\udc00b'));
const file = fc.oneof(
  record({ id: fc.constant('f00d'), name: text.map((name) => `${name}.JPG`) }),
  record({ url: text, name: text }),
);
const files = fc.array(file, { maxLength: 2 });
/**
 * `for_partners` is a field of integrations, which the export leaves out of its list of fields, and `gone` is unknown.
 * Some ids are numbers, because objects put such keys first.
 */
const fieldId = fc.constantFrom('model', '7', '12', 'for_partners', 'gone', '型号');
const label = fc.constantFrom('型号', '1', '__proto__', 'constructor', 'a"b');

const texts = { text: fc.option(broken, { nil: undefined }) };
const change: fc.Arbitrary<Change> = fc.oneof(
  changeOf(fc.constantFrom('title', 'content', 'number', 'recordId'), broken, {}),
  changeOf(fc.constantFrom('status', 'level', 'source'), fc.integer(), {
    ...texts,
    statusType: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
  }),
  changeOf(fc.constantFrom('categoryId', 'groupId', 'agentId', 'customerId'), fc.option(text), texts),
  changeOf(fc.constant('files'), files as fc.Arbitrary<Json>, texts),
  changeOf(fc.constant('copiedAgents'), fc.array(record({ name: text, mail: text }), { maxLength: 2 }), {}),
  changeOf(
    fc.constant('starter'),
    record({
      type: fc.constantFrom('agent', 'customer'),
      id: text,
      name: text,
      groupIds: fc.array(text, { maxLength: 2 }),
    }),
    {},
  ),
  changeOf(
    fieldId.map((id) => `field:${id}`),
    fc.option(broken),
    { ...texts, label: fc.option(label, { nil: undefined }) },
  ),
  changeOf(
    fc.constant('reply'),
    fc.oneof(
      record({
        title: text,
        content: broken,
        files: files as fc.Arbitrary<Json>,
        visibility: fc.constantFrom('public', 'internal'),
      }),
      fc.constant({ content: '', files: [], visibility: 'public', erased: true }),
    ),
    {},
  ),
  changeOf(fc.constant('evaluation'), record({ score: fc.integer({ min: 1, max: 5 }), remark: text }), {}),
  changeOf(fc.constant('reminder'), text, {}),
  changeOf(fc.constantFrom('watcherIds', 'relatedIds', 'contact', 'mailbox'), fc.constant([]), {}),
);

function changeOf(
  property: fc.Arbitrary<string>,
  to: fc.Arbitrary<Json>,
  more: Record<string, fc.Arbitrary<string | number | undefined>>,
): fc.Arbitrary<Change> {
  return record({ property, from: fc.constantFrom(null, '', [], { a: '}' }), to, ...more }) as fc.Arbitrary<Change>;
}

const event = record({
  at: fc.oneof(fc.integer({ min: -dayMs, max: 2 * dayMs - 1 }), fc.constantFrom(0, 1)).map((ms) => noon + ms),
  kind: fc.constantFrom<EventKind>(
    'created',
    'edited',
    'replied',
    'accepted',
    'reminded',
    'evaluated',
    'deleted',
    'erased',
  ),
  actor: record({
    type: fc.constantFrom('agent', 'customer', 'system', 'automation'),
    id: text,
    name: text,
    face: text,
  }),
  changes: fc.array(change, { maxLength: 8 }),
  // A reply may have its id from another system. Such ids do not sort by time.
  replyId: fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/),
});

/** A ticket whose id was made on the exported day or on the day before, with its events. */
const history = record({
  madeAt: fc.constantFrom(noon + 5000, noon - dayMs),
  events: fc.array(event, { minLength: 1, maxLength: 6 }),
});

onEveryDatabase('The exported line of a ticket with any history', (stores) => {
  let database: Database;
  let companies = 0;

  before(async () => {
    database = await stores.open();
  });

  test('says what replaying its events says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(history, { minLength: 1, maxLength: 12 }), async (histories) => {
        const companyId = `company-${++companies}`;
        const tickets = histories.map(({ madeAt, events }, index) => eventsOf(ticketId(madeAt, index), events));
        await keep(companyId, tickets.flat());
        const exported = { companyId, publicUrl, catalog: withFields };
        assert.deepEqual(
          (await linesOf(database.query, exported, day)).toSorted(),
          tickets.flatMap((events) => lineOf(exported, events)).toSorted(),
        );
      }),
      { numRuns: 60 },
    );
  });

  async function keep(companyId: string, events: readonly TicketEvent[]): Promise<void> {
    const rows = events.map(({ id, ticketId, version, at, kind, way, actor, changes, replyId }) => ({
      company_id: companyId,
      ticket_id: ticketId,
      version,
      id,
      at,
      kind,
      way,
      actor_type: actor.type,
      actor_id: actor.id,
      actor_name: actor.name,
      actor_face: actor.face,
      changes: JSON.stringify(changes),
      reply_id: replyId,
    }));
    await database.write(companyId, async ({ query }) => {
      await query.insertInto('event').values(rows).execute();
    });
  }
});

function lineOf(exported: Parameters<typeof exportRecord>[0], events: readonly TicketEvent[]): string[] {
  const past = events.filter(({ at }) => at < day.before);
  return past.some(({ at }) => at >= day.from) ? [JSON.stringify(exportRecord(exported, past, undefined))] : [];
}

function ticketId(madeAt: number, index: number): string {
  return firstIdAt(madeAt).slice(0, -4) + String(index).padStart(4, '0');
}

function eventsOf(
  ticketId: string,
  events: readonly Pick<TicketEvent, 'at' | 'kind' | 'changes' | 'actor' | 'replyId'>[],
): TicketEvent[] {
  return events.map((some, index) => ({
    ...some,
    id: `${ticketId}-${index}`,
    ticketId,
    version: index + 1,
    way: 'page',
    replyId: some.changes.some(({ property }) => property === 'reply') ? some.replyId : null,
  }));
}

function field(id: string, position: number, partner = false): Field {
  return {
    id,
    name: `名 "${id}"`,
    type: 1,
    required: false,
    partner,
    position,
    min: null,
    max: null,
    options: [],
    optionByValue: new Map(),
  };
}

const fields = [field('model', 2), field('7', 2), field('12', 1), field('for_partners', 3, true), field('型号', 2)];
const withFields: Catalog = { ...catalog, fields: new Map(fields.map((one) => [one.id, one])) };
