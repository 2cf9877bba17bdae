import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openCopy } from '../../../src/db/sqlite/copy.ts';
import { isPassword } from '../../../src/people/password.ts';
import { acme, acmeClient, furnish } from './acme.ts';
import { gongdan, startServing } from './gongdan.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-user-'));
const data = join(folder, 'data');
before(() => furnish(data));
after(() => rmSync(folder, { recursive: true }));

describe('gongdan user', () => {
  test('add creates an agent with the password from standard input, stored as an argon2id hash', async () => {
    const added = await user(['add', acme, 'Li@Example.com', '--name', 'Li', '--groups', 'g2,g1'], 'correct horse\n');
    assert.equal(added.code, 0, added.error);
    const { agentid } = JSON.parse(added.out) as { agentid: string };
    const hash = await hashOf(agentid);
    assert.match(hash, /^\$argon2id\$/);
    assert.ok(await isPassword(hash, 'correct horse'));
    assert.deepEqual((await listed()).at(-1), {
      id: agentid,
      name: 'Li',
      email: 'Li@Example.com',
      role: 'agent',
      active: true,
      hasPassword: true,
    });
  });

  test('add refuses an e-mail or id that is taken, an unknown group, and a short password', async () => {
    const refusals: [string[], string, RegExp][] = [
      [['li@example.COM', '--name', 'Other'], 'long enough\n', /is an agent's already/],
      [['x@example.com', '--name', 'X', '--id', 'a1'], 'long enough\n', /a1 is an agent's already/],
      [['x@example.com', '--name', 'X', '--groups', 'none'], 'long enough\n', /has no group none/],
      [['x@example.com', '--name', 'X'], 'short\n', /must have 10 to 200/],
      [['x@example.com', '--name', 'X'], 'Password123\n', /is one of the most common passwords/],
      [['nothing', '--name', 'X'], 'long enough\n', /is no e-mail address/],
    ];
    for (const [args, input, says] of refusals) {
      const { code, error } = await user(['add', acme, ...args], input);
      assert.equal(code, 1, error);
      assert.match(error, says);
    }
    assert.equal((await user(['list', 'nobody'])).code, 1);
  });

  test('drops a byte order mark in front of a piped password', async () => {
    for (const [id, line] of [
      ['bom', '\uFEFFcorrect horse\r\n'],
      ['crlf', 'correct horse\r\n'],
    ] as const) {
      await user(['add', acme, `${id}@example.com`, '--name', id, '--id', id], line);
      assert.ok(await isPassword(await hashOf(id), 'correct horse'), id);
    }
  });

  test('reads the password in UTF-8, or in UTF-16 with a byte order mark, and refuses other bytes', async () => {
    await user(['add', acme, 'bo@example.com', '--name', 'Bo', '--id', 'bo'], 'first password 一\r\n');
    assert.ok(await isPassword(await hashOf('bo'), 'first password 一'));
    const marked = '\uFEFFpassword 二二二\r\nnext';
    for (const bytes of [
      Buffer.from(marked),
      Buffer.from(marked, 'utf16le'),
      Buffer.from(marked, 'utf16le').swap16(),
    ]) {
      const { code, error } = await user(['password', acme, 'bo@example.com'], bytes);
      assert.equal(code, 0, error);
      assert.ok(await isPassword(await hashOf('bo'), 'password 二二二'));
    }
    const gbk = Buffer.concat([Buffer.from('password '), Buffer.from([0xcd, 0xf5, 0x0a])]);
    assert.match(
      (await user(['password', acme, 'bo@example.com'], gbk)).error,
      /password: standard input is not UTF-8/,
    );
    assert.ok(await isPassword(await hashOf('bo'), 'password 二二二'));
  });

  test('takes effect at once in a running server', async () => {
    const server = await startServing(data);
    try {
      const client = acmeClient(server.url);
      await user(['add', acme, 'ada@example.com', '--name', 'Ada', '--id', 'ada', '--role', 'admin'], 'long enough\n');
      const before = await client.query_agents();
      assert.ok(before.items.some(({ agentid }) => agentid === 'ada'));
      assert.equal((await user(['password', acme, 'ADA@example.com'], 'another one\n')).code, 0);
      assert.ok(await isPassword(await hashOf('ada'), 'another one'));
      await user(['disable', acme, 'ada@example.com']);
      assert.equal((await listed()).find(({ id }) => id === 'ada')?.active, false);
      await user(['enable', acme, 'ada@example.com']);
      assert.equal((await listed()).find(({ id }) => id === 'ada')?.active, true);
      assert.match((await user(['disable', acme, 'who@example.com'])).error, /has no agent who@example\.com/);
    } finally {
      await server.stop('SIGTERM');
    }
  });

  function user(args: string[], input: string | Buffer = '') {
    return gongdan(['user', ...args, '--data', data], {}, [], input);
  }

  async function listed() {
    const { out } = await user(['list', acme]);
    const lines = out.trim().split('\n');
    return lines.map((line) => JSON.parse(line) as { id: string; active: boolean });
  }

  async function hashOf(id: string): Promise<string> {
    const { query, close } = openCopy(join(data, 'gongdan.db'));
    const row = await query.selectFrom('agent').select('password_hash').where('id', '=', id).executeTakeFirstOrThrow();
    await close();
    return row.password_hash ?? '';
  }
});
