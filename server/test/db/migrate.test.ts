import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onEveryDatabase } from '../databases.ts';

onEveryDatabase('The schema', ({ open, place }) => {
  test('is made in an empty store and found again by the next opening', async () => {
    const where = await place();
    const first = await open(where);
    await first.write('c1', ({ query }) =>
      query.insertInto('ticket_number').values({ company_id: 'c1', day: '20250101', last: 7 }).execute(),
    );
    await first.close();
    const second = await open(where);
    const rows = await second.query.selectFrom('ticket_number').selectAll().execute();
    assert.deepEqual(rows, [{ company_id: 'c1', day: '20250101', last: 7 }]);
  });
});
