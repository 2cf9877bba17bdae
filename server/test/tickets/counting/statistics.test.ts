import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import type { TicketEvent } from '../../../src/events.ts';
import { noWork, readAgentWork } from '../../../src/tickets/counting/agent-statistics.ts';
import type { Span } from '../../../src/tickets/counting/span.ts';
import { readTicketCounts } from '../../../src/tickets/counting/status-statistics.ts';
import type { Ticket } from '../../../src/tickets/model/ticket.ts';
import { onEveryDatabase } from '../../databases.ts';
import { happenTo, openSome } from '../life.ts';
import { catalog, noon, type Office, openOffice } from '../office.ts';

const step = 250;
const moments = 60;

const moment = fc.integer({ min: -2, max: moments + 2 }).map((index) => noon + index * step);
const span = fc.record({ from: moment, before: moment });
const whole = { from: noon, before: noon + moments * step };

onEveryDatabase('Statistics', (stores) => {
  let office: Office;
  let tickets: Ticket[];
  let events: TicketEvent[];
  /** Ids of replies that were erased later. */
  let erased: ReadonlySet<string>;

  before(async () => {
    office = await openOffice(await stores.open());
    const ids = await liveALittle(office);
    tickets = await Promise.all(ids.map((id) => office.read(id)));
    events = (await Promise.all(ids.map((id) => office.history(id)))).flat();
    erased = new Set(events.filter(({ kind }) => kind === 'erased').map(({ replyId }) => replyId ?? ''));
  });

  test('count the tickets created in a span by their present statuses', async () => {
    await fc.assert(
      fc.asyncProperty(span, async (asked) => {
        const found = await readTicketCounts(office.database.query, catalog, 'huaxing', asked);
        const { firstResponseMs, firstSolvedMs, ...counts } = countsOf(tickets, asked);
        assert.deepEqual({ unsolved: found.unsolved, unassigned: found.unassigned }, counts);
        // PostgreSQL and SQLite sum in different orders, so the last digits differ.
        assert.ok(Math.abs(found.firstResponseMs - firstResponseMs) < 1);
        assert.ok(Math.abs(found.firstSolvedMs - firstSolvedMs) < 1);
      }),
      { numRuns: 60 },
    );
    assert.ok(countsOf(tickets, whole).unassigned > 0, 'the model has nothing to count');
  });

  test('count the work of every agent in a span', async () => {
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

  test('do not include other companies', async () => {
    const counts = await readTicketCounts(office.database.query, catalog, 'other', whole);
    assert.deepEqual(counts, { unsolved: 0, unassigned: 0, firstResponseMs: 0, firstSolvedMs: 0 });
    assert.equal((await readAgentWork(office.database.query, catalog, 'other', whole)).size, 0);
  });
});

/** Opens sixty tickets, and after each changes one of those opened so far; returns their ids. */
async function liveALittle(office: Office): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < moments; index++) {
    ids.push(await openSome(office, index));
    await happenTo(office, ids[(index * 7) % ids.length]!, index);
    office.advance(step);
  }
  return ids;
}

/** Computes the counts in memory. Statuses 3, 11 and 99 are resolved, archived and closed; 98 is deleted. */
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
