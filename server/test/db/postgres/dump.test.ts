import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { seedRandom } from '../../../src/operating/demo/random.ts';
import { startPostgres, type TestServer } from '../../databases-setup.ts';
import type { Call, History } from '../../faults/judge/history.ts';
import { inspect } from '../../faults/judge/inspect.ts';
import { filesOfErased, judge } from '../../faults/judge/judge.ts';
import type { State } from '../../faults/judge/state.ts';
import { traceOf } from '../../faults/judge/traces.ts';
import { inFolder } from '../../faults/scratch.ts';
import { openLedger } from '../../faults/strike/ledger.ts';
import { openLoad } from '../../faults/strike/load.ts';
import { furnish, type Serving, serve } from '../../faults/strike/serving.ts';

const programs = installedPrograms();
const missing = programs === undefined && 'pg_dump and its server are not installed (Debian package postgresql)';

describe('A back-up of PostgreSQL by pg_dump', { skip: missing }, () => {
  let server: TestServer;
  const run = (name: string, ...args: string[]) => promisify(execFile)(join(programs!, name), args);

  before(async () => {
    server = await startPostgres(programs);
  });
  after(() => server.stop());

  test('holds one moment of a busy store, and a server goes on with what was restored', () =>
    inFolder(async (folder) => {
      const data = join(folder, 'data');
      const dump = join(folder, 'gongdan.dump');
      mkdirSync(data);
      const node = await furnished({ data, url: server.url });
      const random = seedRandom(7);
      const ledger = openLedger();
      const load = openLoad(ledger, random);
      await load.apply(node.url, () => ledger.calls.length > 200);

      let over = false;
      const loading = load.apply(node.url, () => over);
      const begunAt = performance.now();
      await run('pg_dump', '--format=custom', `--file=${dump}`, server.url);
      const endedAt = performance.now();
      over = true;
      await loading;
      await node.stop();

      const url = new URL('/restored', server.url).href;
      await run('createdb', `--maintenance-db=${server.url}`, 'restored');
      await run('pg_restore', '--exit-on-error', '--no-owner', `--dbname=${url}`, dump);
      const restored = { data, url };
      const state = asDumped(await inspect(restored), ledger);
      assert.deepEqual(judge(asKnownBetween(ledger, begunAt, endedAt), state), []);

      const next = await serve(restored);
      const later = openLedger();
      await openLoad(later, random).apply(next.url, () => later.calls.length > 50);
      assert.ok(later.calls.some(({ outcome }) => outcome === 'done'));
      assert.ok(later.calls.every(({ outcome }) => outcome === 'done' || outcome === 'refused'));
      await next.stop();
    }));
});

/** Returns the folder of the newest installed release that has all programs; undefined when there is none. */
function installedPrograms(): string | undefined {
  const home = '/usr/lib/postgresql';
  const releases = existsSync(home) ? readdirSync(home) : [];
  return releases
    .sort((one, other) => Number(other) - Number(one))
    .map((release) => join(home, release, 'bin'))
    .find((folder) =>
      ['pg_dump', 'pg_restore', 'createdb', 'postgres'].every((name) => existsSync(join(folder, name))),
    );
}

async function furnished(place: { data: string; url: string }): Promise<Serving> {
  await furnish(place);
  return serve(place);
}

/**
 * Returns the state with the files that were erased after the moment of the dump: the dump still names them, and their
 * missing bytes are no fault.
 */
function asDumped(state: State, { calls }: History): State {
  const erased = filesOfErased(calls);
  const files = state.files.map((file) =>
    file.found === undefined && erased.has(traceOf.file(file.sha256)) ? { ...file, found: file.sha256 } : file,
  );
  return { ...state, files };
}

/**
 * Returns what is known of the dump: it contains every write that was answered before it began. A write that was
 * answered later may be in it or not, so it counts as unanswered.
 */
function asKnownBetween({ calls, unseen }: History, begunAt: number, endedAt: number): History {
  const unknown = (call: Call): Call => ({
    ...call,
    outcome: 'unanswered',
    endedAt: Number.POSITIVE_INFINITY,
    made: '',
  });
  const asked = calls.filter((call) => call.begunAt < endedAt);
  return {
    unseen,
    calls: asked.map((call) => (call.endedAt > begunAt && call.outcome === 'done' ? unknown(call) : call)),
  };
}
