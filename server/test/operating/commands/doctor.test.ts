import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import pg from 'pg';
import { onPostgres } from '../../databases.ts';
import { furnish } from './acme.ts';
import { examine, gongdan, startServing } from './gongdan.ts';

onPostgres('gongdan doctor', ({ place }) => {
  const data = mkdtempSync(join(tmpdir(), 'gongdan-doctor-'));
  after(() => rmSync(data, { recursive: true }));

  const diagnose = async (given: Readonly<Record<string, string>>) => {
    const { url } = (await place()) as { url: string };
    return examine(data, [], { GONGDAN_DATABASE_URL: url, GONGDAN_KEY: 'ab'.repeat(32), ...given });
  };

  test('accepts a database with free connections, and warns that other nodes cannot read attachments', async () => {
    const { code, out } = await diagnose({});
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
    const careless = await diagnose({ GONGDAN_DATABASE_URL: url });
    assert.equal(careless.code, 1);
    assert.match(careless.out, /^fail .*synchronous_commit = off and would lose the last tickets$/m);

    const missing = await diagnose({ GONGDAN_DATABASE_URL: 'postgres://127.0.0.1:1/gongdan' });
    assert.equal(missing.code, 1);
    assert.match(missing.out, /^fail the database cannot be used: .*ECONNREFUSED/m);

    const keyless = await diagnose({ GONGDAN_KEY: '' });
    assert.match(keyless.out, /^fail PostgreSQL needs GONGDAN_KEY/m);

    const bucket = { GONGDAN_FILES_URL: 's3://files', GONGDAN_S3_ENDPOINT: 'http://127.0.0.1:1' };
    const keys = { GONGDAN_S3_ACCESS_KEY: 'a', GONGDAN_S3_SECRET_KEY: 'b' };
    const { code, out } = await diagnose({ ...bucket, ...keys });
    assert.equal(code, 1);
    assert.match(out, /^fail .*GONGDAN_S3_ENDPOINT does not answer/m);
  });
});

describe('gongdan doctor', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-doctor-'));
  const data = join(folder, 'data');
  after(() => rmSync(folder, { recursive: true }));

  test('prints one object a line, with texts in the language of the user', async () => {
    await furnish(
      data,
      'pushes: [{ pushid: w1, url: "http://10.1.2.3/hook" }]\nautomations: [{ automationid: m1, name: x, do: [] }]\n',
    );
    const { out } = await gongdan(['doctor', '--data', data], { LC_ALL: 'zh_CN.UTF-8' });
    const findings = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    assert.ok(findings.every((finding) => Object.keys(finding).join() === 'result,name,text'));
    const textOf = (name: string) => findings.find((finding) => finding.name === name)?.text ?? '';
    assert.match(textOf('store'), /结构是最新的，密钥相符；还没有人可以登录/);
    assert.match(textOf('sections'), /企业 acme：目前没有功能使用 automations/);
  });

  test('warns about unsigned and refused push endpoints, and sections that nothing acts on', async () => {
    const { code, out } = await examine(data);
    assert.equal(code, 0);
    assert.match(out, /^warn push endpoint w1 of acme: There is no secret/m);
    assert.match(out, /^warn push endpoint w1 of acme: The address 10\.1\.2\.3 is private .*GONGDAN_PUSH_ALLOW/m);
    assert.match(out, /^warn company acme: nothing acts on automations yet/m);
  });

  test('has a running server check itself by its own settings', async () => {
    const server = await startServing(data, {
      GONGDAN_PUBLIC_URL: 'https://desk.example',
      GONGDAN_PUSH_ALLOW: '10.0.0.0/8',
    });
    after(() => server.stop('SIGKILL'));
    const { out } = await examine(data, ['--host', '0.0.0.0', '--public-url', 'http://other.example']);
    assert.match(out, /^ok +a server is running on this data folder and answers; what follows is by its settings/m);
    assert.match(out, /^ok +the public address https:\/\/desk\.example uses TLS/m);
    assert.doesNotMatch(out, /is private|other\.example|clear text/);
    await server.stop('SIGTERM');
  });

  test('names a key file that is not the key of the settings, and one that holds no key', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'key'), 'cd'.repeat(32), { mode: 0o600 });
    const set = await examine(other, [], { GONGDAN_KEY: 'ab'.repeat(32) });
    assert.match(set.out, /^warn .*other\/key holds another key/m);
    writeFileSync(join(other, 'key'), '');
    const { code, out } = await examine(other);
    assert.equal(code, 1);
    assert.match(out, /^fail GONGDAN_KEY: the file .*other\/key does not hold 64 hex digits/m);
  });
});
