import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import type { TicketEvent } from '../../src/events.ts';
import { noWork, readAgentWork } from '../../src/statistics/agent-work.ts';
import type { Span } from '../../src/statistics/span.ts';
import { readTicketCounts } from '../../src/statistics/ticket-counts.ts';
import { eraseReply } from '../../src/tickets/erase-reply.ts';
import { remind } from '../../src/tickets/remind.ts';
import { replyAsCustomer } from '../../src/tickets/reply.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { onEveryDatabase } from '../databases.ts';
import { catalog, noon, type Office, openOffice } from '../tickets/office.ts';

const step = 250;
const moments = 60;

const moment = fc.integer({ min: -2, max: moments + 2 }).map((index) => noon + index * step);
const span = fc.record({ from: moment, before: moment });
const whole = { from: noon, before: noon + moments * step };

onEveryDatabase('statistics', (stores) => {
  let office: Office;
  let tickets: Ticket[];
  let events: TicketEvent[];
  /** Replies that were erased afterwards. */
  let erased: ReadonlySet<string>;

  before(async () => {
    office = await openOffice(await stores.open());
    const ids = await liveALittle(office);
    tickets = await Promise.all(ids.map((id) => office.read(id)));
    events = (await Promise.all(ids.map((id) => office.history(id)))).flat();
    erased = new Set(events.filter(({ kind }) => kind === 'erased').map(({ replyId }) => replyId ?? ''));
  });

  test('count the tickets created in a span as they stand now', async () => {
    await fc.assert(
      fc.asyncProperty(span, async (asked) => {
        const found = await readTicketCounts(office.database.query, catalog, 'huaxing', asked);
        const { firstResponseMs, firstSolvedMs, ...counts } = countsOf(tickets, asked);
        assert.deepEqual({ unsolved: found.unsolved, unassigned: found.unassigned }, counts);
        // PostgreSQL and SQLite add up in different orders.
        assert.ok(Math.abs(found.firstResponseMs - firstResponseMs) < 1);
        assert.ok(Math.abs(found.firstSolvedMs - firstSolvedMs) < 1);
      }),
      { numRuns: 60 },
    );
    assert.ok(countsOf(tickets, whole).unassigned > 0, 'the model has nothing to count');
  });

  test('tell what every agent did in a span', async () => {
    await fc.assert(
      fc.asyncProperty(span, async (asked) => {
        const found = await readAgentWork(office.database.query, catalog, 'huaxing', asked);
        for (const agent of ['ming', 'hong', 'loner']) {
          assert.deepEqual(found.get(agent) ?? noWork, workOf(agent, tickets, events, erased, asked));
        }
      }),
      { numRuns: 60 },
    );
    assert.ok(workOf('ming', tickets, events, erased, whole).replies > 0, 'the model has nothing to count');
  });

  test('know nothing of other companies', async () => {
    const counts = await readTicketCounts(office.database.query, catalog, 'other', whole);
    assert.deepEqual(counts, { unsolved: 0, unassigned: 0, firstResponseMs: 0, firstSolvedMs: 0 });
    assert.equal((await readAgentWork(office.database.query, catalog, 'other', whole)).size, 0);
  });
});

/** Sixty tickets, each with some of all that can happen to one. */
async function liveALittle(office: Office): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < moments; index++) {
    const agentId = ['ming', undefined, 'hong', undefined][index % 4];
    const customerId = index % 5 === 0 ? undefined : office.beijing;
    const { id } = await office.create({ customerId, agentId, status: [0, 1, 10, 3, 99][index % 5]! });
    ids.push(id);
    await happenTo(office, ids[(index * 7) % ids.length]!, index);
    office.advance(step);
  }
  return ids;
}

async function happenTo(office: Office, id: string, index: number): Promise<void> {
  const agentId = ['ming', 'hong'][index % 2]!;
  const visibility = index % 3 === 0 ? 'internal' : 'public';
  const reply = { content: '<p>好的</p>', files: [], visibility } as const;
  const ticketId = id;
  const happenings = [
    () => office.update(id, { agentId, reply }, { reopenOnReply: true }),
    () => office.update(id, { agentId, title: `第 ${index} 次` }),
    () => office.update(id, { agentId, status: [1, 3, 99, 11, 98][index % 5]! }),
    () => office.update(id, { agentId, status: 98, reply }),
    () => office.update(id, { agentId, dealGroupId: 'service', dealAgentId: agentId }),
    () => office.run((tx) => remind(tx, office.desk, { ticket: { id }, agentId, remark: '' })),
    () => office.run((tx) => replyAsCustomer(tx, office.desk, { ticketId, content: '还没好', files: [] })),
    async () => {
      await office.update(id, { agentId, reply });
      const last = (await office.history(id)).at(-1);
      await office.run((tx) => eraseReply(tx, office.desk, { ticketId, replyId: last?.replyId ?? '', agentId }));
    },
  ];
  // A closed or deleted ticket refuses most of it, which is life too.
  await happenings[index % happenings.length]!().catch(() => {});
}

/** What should be counted, said over again in memory. */
function countsOf(tickets: readonly Ticket[], { from, before }: Span) {
  const created = tickets.filter(({ createdAt, status }) => createdAt >= from && createdAt < before && status !== 98);
  const unsolved = created.filter(({ status }) => ![3, 11, 99].includes(status));
  const means = (at: 'firstResponseAt' | 'firstSolvedAt') => {
    const times = created.flatMap((ticket) => (ticket[at] === null ? [] : [ticket[at] - ticket.createdAt]));
    return times.length === 0 ? 0 : times.reduce((sum, ms) => sum + ms, 0) / times.length;
  };
  return {
    unsolved: unsolved.length,
    unassigned: unsolved.filter(({ agentId }) => agentId === null).length,
    firstResponseMs: means('firstResponseAt'),
    firstSolvedMs: means('firstSolvedAt'),
  };
}

function workOf(
  agent: string,
  tickets: readonly Ticket[],
  events: readonly TicketEvent[],
  erased: ReadonlySet<string>,
  { from, before }: Span,
) {
  const theirs = events
    .filter(({ actor, at }) => actor.type === 'agent' && actor.id === agent && at >= from && at < before)
    .filter(({ kind, replyId }) => ['edited', 'replied', 'accepted'].includes(kind) || (kind === 'deleted' && replyId));
  const worked = tickets.filter(({ id }) => theirs.some(({ ticketId }) => ticketId === id));
  return {
    tickets: worked.length,
    solved: worked.filter(({ status }) => [3, 11, 99].includes(status)).length,
    replies: theirs.filter(({ replyId }) => replyId !== null && !erased.has(replyId)).length,
  };
}
