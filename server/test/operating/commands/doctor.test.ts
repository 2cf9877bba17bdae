import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { onPostgres } from '../../databases.ts';
import { gongdan } from './gongdan.ts';

onPostgres('gongdan doctor', ({ place }) => {
  const data = mkdtempSync(join(tmpdir(), 'gongdan-doctor-'));
  after(() => rmSync(data, { recursive: true }));

  const examine = async (given: Readonly<Record<string, string>>) => {
    const { url } = (await place()) as { url: string };
    return gongdan(['doctor', '--data', data], { GONGDAN_DATABASE_URL: url, GONGDAN_KEY: 'ab'.repeat(32), ...given });
  };

  test('accepts a database with free connections, and warns that other nodes cannot read attachments', async () => {
    const { code, out } = await examine({});
    assert.equal(code, 0);
    assert.match(out, /^ok +the database answers, is up to date and the key fits; nobody can sign in yet/m);
    assert.match(out, /^ok +0 nodes use the database, each at most 22 of its \d+ connections$/m);
    assert.match(out, /^warn attachments are kept in .*several nodes need GONGDAN_FILES_URL$/m);
  });

  test('reports a database that would lose tickets, one that is missing, and a bucket that does not answer', async () => {
    const { url } = (await place()) as { url: string };
    const client = new pg.Client(url);
    await client.connect();
    await client.query(`alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`);
    await client.end();
    const careless = await examine({ GONGDAN_DATABASE_URL: url });
    assert.equal(careless.code, 1);
    assert.match(careless.out, /^fail .*synchronous_commit = off and would lose the last tickets$/m);

    const missing = await examine({ GONGDAN_DATABASE_URL: 'postgres://127.0.0.1:1/gongdan' });
    assert.equal(missing.code, 1);
    assert.match(missing.out, /^fail the database cannot be used: .*ECONNREFUSED/m);

    const keyless = await examine({ GONGDAN_KEY: '' });
    assert.match(keyless.out, /^fail GONGDAN_KEY is needed with PostgreSQL/m);

    const bucket = { GONGDAN_FILES_URL: 's3://files', GONGDAN_S3_ENDPOINT: 'http://127.0.0.1:1' };
    const keys = { GONGDAN_S3_ACCESS_KEY: 'a', GONGDAN_S3_SECRET_KEY: 'b' };
    const { code, out } = await examine({ ...bucket, ...keys });
    assert.equal(code, 1);
    assert.match(out, /^fail .*GONGDAN_S3_ENDPOINT does not answer/m);
  });
});
