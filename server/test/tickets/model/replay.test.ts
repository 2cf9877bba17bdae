import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { Problem } from '../../../src/errors.ts';
import { changeCustomer } from '../../../src/tickets/change-customer.ts';
import { eraseReply } from '../../../src/tickets/erase-reply.ts';
import { evaluate } from '../../../src/tickets/evaluate.ts';
import { replay } from '../../../src/tickets/model/apply-event.ts';
import type { Ticket } from '../../../src/tickets/model/ticket.ts';
import { readDetail } from '../../../src/tickets/reading/detail.ts';
import { remind } from '../../../src/tickets/remind.ts';
import { replyAsCustomer } from '../../../src/tickets/reply.ts';
import { onEveryDatabase } from '../../databases.ts';
import { type Office, openOffice } from '../office.ts';

type Step = (office: Office, ticket: Ticket) => Promise<unknown>;

const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((some) => some.replaceAll('\0', ''));
const files = fc.array(fc.record({ url: fc.webUrl(), name: text }), { maxLength: 2 });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const edit: fc.Arbitrary<Step> = fc
  .record({
    actorId: fc.constantFrom('ming', 'hong'),
    title: maybe(text),
    content: maybe(text),
    status: maybe(fc.constantFrom(0, 1, 2, 3, 10, 11, 98, 99)),
    level: maybe(fc.nat(3)),
    groupId: maybe(fc.constantFrom('sales', 'service')),
    agentId: maybe(fc.constantFrom('ming', 'hong')),
    templateId: maybe(fc.constantFrom('device', 'short')),
    copiedAgents: maybe(fc.array(fc.record({ name: text, mail: text }), { maxLength: 2 })),
    fields: fc.array(fc.record({ fieldId: fc.constantFrom('note', 'order'), value: text }), { maxLength: 2 }),
    reply: maybe(
      fc.record({ content: text, files, visibility: fc.constantFrom<'public' | 'internal'>('public', 'internal') }),
    ),
  })
  .map(
    (input) =>
      (office, { id }) =>
        office.update(id, input, { reopenOnReply: true }),
  );

const answer: fc.Arbitrary<Step> = fc.record({ content: text, files }).map(
  (input) =>
    ({ run, desk }, { id }) =>
      run((tx) => replyAsCustomer(tx, desk, { ticketId: id, ...input }), { reopenOnReply: true }),
);

const rate: fc.Arbitrary<Step> = fc.record({ score: fc.integer({ min: 1, max: 5 }), remark: text }).map(
  (input) =>
    ({ run, desk }, { id }) =>
      run((tx) => evaluate(tx, desk, { ticketId: id, ...input }), { changeEvaluation: true }),
);

const urge: fc.Arbitrary<Step> = text.map(
  (remark) =>
    ({ run, desk }, { id }) =>
      run((tx) => remind(tx, desk, { ticket: { id }, actorId: 'hong', remark })),
);

const give: Step = ({ run, desk, beijing }, { id }) =>
  run((tx) => changeCustomer(tx, desk, { ticket: { id }, customerId: beijing }));

const erase: Step = async ({ run, desk, database }, { id }) => {
  const { replies } = await readDetail(database.query, 'huaxing', { id });
  const replyId = replies[0]?.id ?? '';
  await run((tx) => eraseReply(tx, desk, { ticketId: id, replyId, actorId: undefined }));
};

const step = fc.oneof(edit, edit, answer, rate, urge, fc.constant(give), fc.constant(erase));
const opening = fc.record({
  status: fc.constantFrom(0, 1, 3, 99),
  level: fc.nat(3),
  agentId: maybe(fc.constantFrom('ming', 'hong')),
  files,
  contact: fc.option(fc.record({ type: fc.constantFrom(1, 2), info: text })),
});

onEveryDatabase('The history of a ticket', (stores) => {
  let office: Office;
  before(async () => {
    office = await openOffice(await stores.open());
  });

  test('yields the ticket when its events are replayed', async () => {
    await fc.assert(
      fc.asyncProperty(opening, fc.array(step, { maxLength: 8 }), async (input, steps) => {
        const ticket = await office.create(input);
        for (const go of steps) {
          office.advance(1500);
          await go(office, ticket).catch(unlessRefused);
        }
        const events = await office.history(ticket.id);
        assert.deepEqual(replay(ticket.id, events), await office.read(ticket.id));
        assert.deepEqual(
          events.map(({ version }) => version),
          Array.from(events.keys(), (index) => index + 1),
        );
      }),
      { numRuns: 60 },
    );
  });
});

/** Ignores a refusal, because a random step may be forbidden. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof Problem)) throw error;
}
