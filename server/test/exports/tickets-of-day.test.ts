import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Database } from '../../src/db/database.ts';
import { spanOfDay } from '../../src/exports/day.ts';
import { ticketsOfDay } from '../../src/exports/tickets-of-day.ts';
import type { PastTicket } from '../../src/tickets/past.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { onEveryDatabase } from '../databases.ts';
import { happenTo, openSome } from '../tickets/life.ts';
import { type Office, openOffice } from '../tickets/office.ts';

const days = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'];
const dayMs = 24 * 3_600_000;
/** More touches than are read at a time. */
const perDay = 150;

onEveryDatabase('the tickets of a day', (stores) => {
  let database: Database;
  /** As they were at the end of each day, noted on that evening. */
  const evenings = new Map<string, Map<string, Ticket>>();

  before(async () => {
    database = await stores.open();
    await liveSomeDays(await openOffice(database), evenings);
  });

  for (const day of days) {
    test(`${day}: those created or changed on it, each once and as it was that evening`, async () => {
      const found = await readAll(database, day);
      const evening = evenings.get(day)!;
      assert.equal(found.length, evening.size);
      for (const { ticket } of found) assert.deepEqual(ticket, evening.get(ticket.id));
      assert.ok(evening.size >= perDay / 2, 'nothing happened');
    });
  }

  test('replies that were erased are not among them, the others are, up to that evening', async () => {
    for (const day of days) {
      for (const { replies, events } of await readAll(database, day)) {
        const given = events.flatMap(({ changes }) => changes.filter(({ property }) => property === 'reply'));
        const left = given.filter(({ to }) => !(to as { erased?: boolean }).erased);
        assert.equal(replies.length, left.length);
        assert.ok(replies.every(({ content, title }) => content !== '' && title.startsWith('回复')));
      }
    }
  });

  test('a day on which nothing happened has none, nor has another company', async () => {
    assert.deepEqual(await readAll(database, '2026-03-01'), []);
    assert.deepEqual(await readAll(database, days[0]!, 'other'), []);
  });
});

async function liveSomeDays(office: Office, evenings: Map<string, Map<string, Ticket>>): Promise<void> {
  const ids: string[] = [];
  // From noon on, so that the day's last moments and the next day's first ones have tickets, too.
  const step = Math.floor(dayMs / perDay);
  for (let index = 0; index < perDay * 3; index++) {
    const now = office.now();
    const day = new Date(now + dayMs / 3).toISOString().slice(0, 10);
    ids.push(await openSome(office, index));
    const changed = [ids.at(-1)!, ids[(index * 7) % ids.length]!, ids[(index * 31) % ids.length]!];
    for (const [nth, id] of changed.entries()) await happenTo(office, id, index + nth * 3);
    const evening = evenings.get(day) ?? new Map<string, Ticket>();
    evenings.set(day, evening);
    for (const id of changed) {
      const ticket = await office.read(id);
      if (ticket.updatedAt === now) evening.set(id, ticket);
    }
    office.advance(step);
  }
}

async function readAll(database: Database, day: string, companyId = 'huaxing'): Promise<PastTicket[]> {
  const found: PastTicket[] = [];
  for await (const some of ticketsOfDay(database.query, companyId, spanOfDay('Asia/Shanghai', day)!))
    found.push(...some);
  return found;
}
