import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { onEveryDatabase } from '../../databases.ts';
import { noon, type Office, openOffice } from '../office.ts';

onEveryDatabase('Ticket numbers', (stores) => {
  let office: Office;
  before(async () => {
    office = await openOffice(await stores.open());
  });

  test('begin with 000001 on each day in the company’s zone', async () => {
    assert.equal((await office.create()).number, '20260302000001');
    assert.equal((await office.create()).number, '20260302000002');
    office.advance(Date.parse('2026-03-03T00:00:00+08:00') - noon);
    assert.equal((await office.create()).number, '20260303000001');
  });

  test('have no gaps and no duplicates, however many calls are simultaneous', async () => {
    office.advance(24 * 3_600_000);
    const calls = Array.from({ length: 60 }, (_, index) =>
      office.create(index % 5 === 0 ? { categoryId: 'no' } : {}).catch(() => undefined),
    );
    const tickets = (await Promise.all(calls)).filter((ticket) => ticket !== undefined);
    const numbers = tickets.map(({ number }) => number).sort();
    const wanted = Array.from({ length: 48 }, (_, index) => `20260304${String(index + 1).padStart(6, '0')}`);
    assert.deepEqual(numbers, wanted);
    const byCreation = tickets.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    assert.deepEqual(
      byCreation.map(({ number }) => number),
      wanted,
    );
  });

  test('grow past six digits', async () => {
    await office.run((tx) =>
      tx.query.updateTable('ticket_number').set({ last: 999_999 }).where('day', '=', '20260304').execute(),
    );
    assert.equal((await office.create()).number, '202603041000000');
  });
});
