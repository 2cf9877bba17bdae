import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import type { Database } from '../../src/db/database.ts';
import { makeThreadWriter } from '../../src/exports/in-thread.ts';
import { onEveryDatabase, type Where } from '../databases.ts';
import { openSome } from '../tickets/life.ts';
import { noon, openOffice } from '../tickets/office.ts';

onEveryDatabase('The thread that writes exports', (stores) => {
  let place: Where;
  let database: Database;
  let folder: string;
  const begun: Worker[] = [];
  const note = (worker: Worker) => begun.push(worker);

  before(async () => {
    place = await stores.place();
    database = await stores.open(place);
    await openSome(await openOffice(database), 0);
    folder = mkdtempSync(join(tmpdir(), 'gongdan-thread-'));
    process.on('worker', note);
  });
  after(async () => {
    process.off('worker', note);
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const path = (name: string) => join(folder, name);
  const orderOf = (name: string) => ({
    companyId: 'huaxing',
    publicUrl: 'https://gongdan.example',
    day: { from: noon, before: noon + 3_600_000 },
    path: path(name),
  });
  const linesIn = (name: string) =>
    gunzipSync(readFileSync(path(name)))
      .toString()
      .split('\n').length - 1;

  test('writes one file after the other, and ends 30 s after the last one', async (t) => {
    begun.length = 0;
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const write = makeThreadWriter(place, new AbortController().signal);
    await write(orderOf('first'));
    t.mock.timers.tick(29_000);
    await write(orderOf('second'));
    t.mock.timers.tick(29_000);
    assert.deepEqual([linesIn('first'), linesIn('second'), begun.length], [1, 1, 1]);
    const end = once(begun[0]!, 'exit');
    t.mock.timers.tick(1000);
    await end;
    await write(orderOf('third'));
    assert.deepEqual([linesIn('third'), begun.length], [1, 2]);
    await begun[1]!.terminate();
  });

  test('ends with a file that fails, and another thread writes the next one', async () => {
    begun.length = 0;
    const write = makeThreadWriter(place, new AbortController().signal);
    await assert.rejects(write(orderOf('nowhere/file')), { code: 'ENOENT' });
    await write(orderOf('after'));
    assert.deepEqual([linesIn('after'), begun.length], [1, 2]);
    await begun[1]!.terminate();
  });

  test('ends when it is aborted, at work or idle, and takes no more orders', async () => {
    for (const when of ['idle', 'at work']) {
      const stopping = new AbortController();
      const write = makeThreadWriter(place, stopping.signal);
      const beginning = once(process, 'worker') as Promise<[Worker]>;
      const making = write(orderOf('half'));
      const [worker] = await beginning;
      if (when === 'idle') await making;
      begun.length = 0;
      const end = once(worker, 'exit');
      const reason = new Error('enough');
      stopping.abort(reason);
      if (when === 'at work') await assert.rejects(making, reason);
      await end;
      await assert.rejects(write(orderOf('late')), reason);
      assert.equal(begun.length, 0);
    }
  });
});
