import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { parse } from 'yaml';
import { examine, gongdan, startServing } from './gongdan.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-command-'));
after(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'acme.yaml');
writeFileSync(file, 'company: { companyid: acme, name: Acme }\napps: [{ appid: one, app_key: secret }]\n');
const bad = join(folder, 'bad.yaml');
writeFileSync(bad, 'company: { companyid: acme, name: Acme }\ngroups:\n  - { groupid: g1 }\n');

describe('gongdan', () => {
  test('prints a sentence when Node is too old', async () => {
    const pretend = "Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })";
    const { code, error } = await gongdan([], {}, ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`]);
    assert.equal(code, 1);
    assert.match(error, /gongdan needs Node 24 or newer/);
  });

  test('apply prints one JSON object with the credentials, and its sentences to standard error', async () => {
    const data = join(folder, 'apply');
    const { code, out, error } = await gongdan(['apply', file, '--data', data]);
    assert.equal(code, 0, error);
    assert.deepEqual(JSON.parse(out), { companyid: 'acme', apps: [{ appid: 'one', app_key: 'secret' }] });
    assert.match(error, /acme: 2 created, 0 updated, 0 removed/);
  });

  test('apply names the sections that nothing acts on', async () => {
    const idle = join(folder, 'idle.yaml');
    writeFileSync(
      idle,
      'company: { companyid: acme, name: A }\nautomations: [{ automationid: m1, name: x, do: [] }]\n',
    );
    for (const dry of [['--dry-run'], []]) {
      const { code, error } = await gongdan(['apply', idle, ...dry, '--data', join(folder, 'idle')]);
      assert.equal(code, 0, error);
      assert.match(error, /^nothing acts on automations yet/m);
    }
  });

  test('apply --dry-run prints the changes and creates no company', async () => {
    const data = join(folder, 'dry');
    const { out } = await gongdan(['apply', file, '--dry-run', '--data', data]);
    assert.deepEqual(JSON.parse(out), {
      create: 2,
      update: 0,
      remove: 0,
      changes: [
        { change: 'create', section: 'company', id: 'acme', to: { companyid: 'acme', name: 'Acme' } },
        { change: 'create', section: 'apps', id: 'one', to: { appid: 'one', app_key: '***' } },
      ],
    });
    assert.equal((await gongdan(['show', 'acme', '--data', data])).code, 1);
  });

  test('apply of a bad file exits with 1, names the line, and prints nothing to standard output', async () => {
    const { code, out, error } = await gongdan(['apply', bad, '--data', join(folder, 'bad')]);
    assert.deepEqual({ code, out }, { code: 1, out: '' });
    assert.match(error, /bad\.yaml:3: groups\[0\]: group_name is missing/);
  });

  test('control characters in keys and columns of a file are not printed', async () => {
    const hostile = join(folder, 'hostile.yaml');
    writeFileSync(hostile, 'company: { companyid: acme, name: Acme }\n"\\e[31mred\\u202e": 1\n"\\a": 2\n');
    const { code, error } = await gongdan(['apply', hostile, '--data', join(folder, 'hostile')]);
    assert.equal(code, 1);
    assert.equal(error, 'gongdan: hostile.yaml:2:  [31mred : no such key\nhostile.yaml:3:  : no such key\n');
  });

  test('wrong use exits with 2', async () => {
    const uses: [string[], Record<string, string>, RegExp][] = [
      [['aply', file], {}, /unknown command/],
      [['apply'], {}, /missing required argument/],
      [['apply', file, '--dry'], {}, /unknown option/],
      [['config', '--port', 'none'], {}, /--port: expected an integer/],
      [['config'], { GONGDAN_PROT: '1' }, /GONGDAN_PROT: no such setting; did you mean GONGDAN_PORT/],
    ];
    for (const [args, environment, says] of uses) {
      const { code, error } = await gongdan(args, environment);
      assert.equal(code, 2, args.join(' '));
      assert.match(error, says);
    }
  });

  test('config prints the effective settings with secrets masked', async () => {
    const { code, out } = await gongdan(['config', '--port', '8080'], { GONGDAN_KEY: 'ab'.repeat(32) });
    assert.equal(code, 0);
    assert.match(out, /^GONGDAN_PORT=8080$/m);
    assert.match(out, /^GONGDAN_KEY=\(secret\)$/m);
  });

  test('doctor accepts a new folder and reports a wrong key', async () => {
    const data = join(folder, 'doctor');
    const well = await examine(data);
    assert.equal(well.code, 0, well.out);
    await gongdan(['apply', file, '--data', data]);
    const { out } = await examine(data);
    assert.match(out, /ok +the database is up to date and the key fits; nobody can sign in yet/);
    assert.match(out, /ok +only this machine reaches the server/);
    const bare = await examine(data, ['--host', '0.0.0.0']);
    assert.match(bare.out, /warn +passwords and sessions cross the network in clear text/);
    const covered = await examine(data, ['--public-url', 'https://desk.example']);
    assert.match(covered.out, /ok +the public address https:\/\/desk\.example uses TLS/);
    const ill = await examine(data, [], { GONGDAN_KEY: 'ab'.repeat(32) });
    assert.equal(ill.code, 1);
    assert.match(ill.out, /fail .*sealed with another key/);
  });

  test('serve refuses a store whose secrets were sealed with another key', async () => {
    const data = join(folder, 'other-key');
    await gongdan(['apply', file, '--data', data]);
    const { code, error } = await gongdan(['serve', '--data', data, '--port', '0'], { GONGDAN_KEY: 'ab'.repeat(32) });
    assert.equal(code, 1);
    assert.match(error, /sealed with another key/);
  });
});

describe('a running server', () => {
  test('locks the folder and performs commands', async () => {
    const data = join(folder, 'running');
    const server = await startServing(data);
    assert.equal(statSync(join(data, 'socket')).mode & 0o777, 0o600);
    assert.match(server.setup!, /^http:\/\/127\.0\.0\.1:\d+\/console\/setup\?code=[0-9a-f]{32}$/);

    const second = await gongdan(['serve', '--data', data, '--port', '0']);
    assert.equal(second.code, 1);
    assert.match(second.error, /in use by another gongdan process/);

    const applied = await gongdan(['apply', file, '--data', data]);
    assert.equal(applied.code, 0, applied.error);
    const refused = await gongdan(['apply', bad, '--data', data]);
    assert.match(refused.error, /bad\.yaml:3/);
    const shown = await gongdan(['show', 'acme', '--data', data]);
    assert.equal((parse(shown.out) as { company: { name: string } }).company.name, 'Acme');
    assert.match((await examine(data)).out, /a server is running on this data folder/);

    assert.equal(await server.stop('SIGTERM'), 0);
    assert.equal((await gongdan(['show', 'acme', '--data', data])).code, 0);
  });

  test('that is killed leaves neither a lock nor an incomplete file in the way', async () => {
    const data = join(folder, 'killed');
    const first = await startServing(data);
    await gongdan(['apply', file, '--data', data]);
    await first.stop('SIGKILL');

    assert.equal((await gongdan(['show', 'acme', '--data', data])).code, 0);
    const again = await startServing(data);
    assert.match((await gongdan(['apply', file, '--data', data])).error, /0 created, 0 updated/);
    assert.equal(await again.stop('SIGTERM'), 0);
  });
});
