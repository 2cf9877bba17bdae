import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { onPostgres } from '../../databases.ts';
import { gongdan, startServing } from './gongdan.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-compact-'));
after(() => rmSync(folder, { recursive: true }));

const nothing = 'There is nothing to do: on PostgreSQL autovacuum removes erased rows.\n';

onPostgres('gongdan compact', ({ place }) => {
  test('has nothing to do, with or without a server, also when only the server has the address', async () => {
    const { url } = (await place()) as { url: string };
    const environment = { GONGDAN_DATABASE_URL: url, GONGDAN_KEY: 'ab'.repeat(32) };
    const data = join(folder, 'data');
    assert.deepEqual(await gongdan(['compact', '--data', data], environment), { code: 0, out: '', error: nothing });
    const server = await startServing(data, environment);
    after(() => server.stop('SIGKILL'));
    assert.deepEqual(await gongdan(['compact', '--data', data], environment), { code: 0, out: '', error: nothing });
    assert.deepEqual(await gongdan(['compact', '--data', data]), { code: 0, out: '', error: nothing });
  });
});
