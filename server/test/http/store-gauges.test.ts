import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { makeMetrics } from '../../src/http/metrics.ts';
import { makeStoreGauges } from '../../src/http/store-gauges.ts';
import { onPostgres } from '../databases.ts';

onPostgres('The metrics of the store', ({ open }) => {
  test('show the connections also when the database does not answer', async () => {
    const db = await open();
    const describeAll = makeMetrics(
      db,
      pino({ level: 'silent' }),
      makeStoreGauges(db, () => 0),
    );
    await db.close();
    const text = await describeAll();
    assert.doesNotMatch(text, /^gongdan_store_bytes/m);
    assert.match(text, /^gongdan_pool_waiting\{use="read"\} 0$/m);
  });
});
