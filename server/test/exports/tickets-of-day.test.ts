import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Database } from '../../src/db/database.ts';
import type { TicketEvent } from '../../src/events.ts';
import { spanOfDay } from '../../src/exports/day.ts';
import { replay } from '../../src/tickets/model/apply-event.ts';
import type { Ticket } from '../../src/tickets/model/ticket.ts';
import { readHistory } from '../../src/tickets/rows/history-store.ts';
import { onEveryDatabase } from '../databases.ts';
import { happenTo, openSome } from '../tickets/life.ts';
import { catalog, type Office, openOffice } from '../tickets/office.ts';
import { linesOf } from './lines.ts';
import { exportRecord } from './model.ts';

const days = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'];
const dayMs = 24 * 3_600_000;
/**
 * How many tickets are opened on a day. With their changes they make more events than the export reads at a time, 400.
 */
const perDay = 150;

onEveryDatabase('The exported tickets of a day', (stores) => {
  let database: Database;
  /** Day → the tickets that were opened or changed on it, as they were when it ended. */
  const evenings = new Map<string, Map<string, Ticket>>();

  before(async () => {
    database = await stores.open();
    await liveSomeDays(await openOffice(database), evenings);
  });

  for (const day of days) {
    test(`are, for ${day}, those created or changed on it, each once and as it was that evening`, async () => {
      const evening = evenings.get(day)!;
      const lines = await linesOn(day);
      assert.equal(lines.length, evening.size);
      const wanted = await Promise.all([...evening.keys()].map((id) => lineOf(id, day)));
      assert.deepEqual(lines.toSorted(), wanted.toSorted());
      for (const ticket of evening.values())
        assert.deepEqual(replay(ticket.id, await historyOf(ticket.id, day)), ticket);
      assert.ok(evening.size >= perDay / 2, 'nothing happened');
    });
  }

  test('are none for a day without events, and none for another company', async () => {
    assert.deepEqual(await linesOn('2026-03-01'), []);
    assert.deepEqual(await linesOn(days[0]!, 'other'), []);
  });

  function linesOn(day: string, companyId = 'huaxing'): Promise<string[]> {
    return linesOf(database.query, { companyId, publicUrl, catalog }, spanOf(day));
  }

  async function historyOf(id: string, day: string): Promise<TicketEvent[]> {
    const events = await readHistory(database.query, 'huaxing', id);
    return events.filter(({ at }) => at < spanOf(day).before);
  }

  /** Makes the line that the ticket must have, by replaying its events. */
  async function lineOf(id: string, day: string): Promise<string> {
    const events = await historyOf(id, day);
    const { customerId } = replay(id, events);
    const customer = await database.query
      .selectFrom('customer')
      .selectAll()
      .where('id', '=', customerId ?? '')
      .executeTakeFirst();
    return JSON.stringify(exportRecord({ companyId: 'huaxing', publicUrl, catalog }, events, customer));
  }
});

const publicUrl = 'https://gongdan.example';

function spanOf(day: string) {
  return spanOfDay('Asia/Shanghai', day)!;
}

/**
 * Opens and changes tickets for three days, and records in `evenings` how the changed ones were at the end of each day.
 */
async function liveSomeDays(office: Office, evenings: Map<string, Map<string, Ticket>>): Promise<void> {
  const ids: string[] = [];
  // The steps begin at noon, so that some tickets are opened just before and just after midnight.
  const step = Math.floor(dayMs / perDay);
  for (let index = 0; index < perDay * 3; index++) {
    const now = office.now();
    // A third of a day is the eight hours by which Shanghai is ahead of UTC.
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
