import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { openDatabase } from '../src/db/open.ts';
import { createApp } from '../src/people/app.ts';
import { installationKey, openVault } from '../src/vault.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-vault-'));
after(() => rmSync(folder, { recursive: true }));

const key = Buffer.alloc(32, 7);
const other = Buffer.alloc(32, 8);

describe('the vault', () => {
  test('opens what it sealed, whatever the text', () => {
    for (const secret of ['', '2', '密钥 🔑', 'x'.repeat(10_000)]) {
      assert.equal(openVault(key).open(openVault(key).seal(secret, 'app:1'), 'app:1'), secret);
    }
  });

  test('seals the same text differently each time and never readably', () => {
    const [one, two] = [openVault(key).seal('hunter2', 'app:1'), openVault(key).seal('hunter2', 'app:1')];
    assert.notEqual(one, two);
    assert.ok(!Buffer.from(one.slice(2), 'base64url').toString('latin1').includes('hunter2'));
  });

  test('opens nothing with another key, with another `about`, or after an alteration', () => {
    const sealed = openVault(key).seal('hunter2', 'app:1');
    const altered = `${sealed.slice(0, -4)}${sealed.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
    assert.throws(() => openVault(other).open(sealed, 'app:1'));
    assert.throws(() => openVault(key).open(sealed, 'app:2'));
    assert.throws(() => openVault(key).open(altered, 'app:1'));
    assert.throws(() => openVault(key).open('1.', 'app:1'));
    assert.throws(() => openVault(key).open('plain text', 'app:1'));
  });

  test('gives a text the same fingerprint each time, and another one with another key or `about`', () => {
    const print = openVault(key).fingerprint('王迅', 'import');
    assert.match(print, /^[\w-]{22}$/);
    assert.equal(openVault(key).fingerprint('王迅', 'import'), print);
    for (const [vault, text, about] of [
      [openVault(other), '王迅', 'import'],
      [openVault(key), '王迅', 'customer'],
      [openVault(key), '王迅 ', 'import'],
    ] as const) {
      assert.notEqual(vault.fingerprint(text, about), print);
    }
  });
});

describe("the installation's key", () => {
  test('is generated at the first start, readable for its owner only, and then stays', () => {
    const config = { data: join(folder, 'new'), key: null, databaseUrl: null };
    const made = installationKey(config);
    assert.equal(made.length, 32);
    assert.equal(statSync(join(config.data, 'key')).mode & 0o777, 0o600);
    assert.match(readFileSync(join(config.data, 'key'), 'utf8'), /^[0-9a-f]{64}\n$/);
    assert.deepEqual(installationKey(config), made);
  });

  test('is generated again when a crash left a partial file', () => {
    const data = mkdtempSync(join(folder, 'crashed-'));
    writeFileSync(join(data, 'key.unfinished'), '0f0f');
    assert.equal(installationKey({ data, key: null, databaseUrl: null }).length, 32);
    assert.deepEqual(readdirSync(data), ['key']);
  });

  test('is not generated again when its file is missing and the store holds secrets', async () => {
    const data = join(folder, 'without');
    const config = { data, key: null, databaseUrl: null };
    const secrets = openVault(installationKey(config));
    const db = await openDatabase({ folder: data });
    const app = { id: '1', companyId: 'c', key: 'secret', position: 0 };
    await db.write('c', (tx) => createApp(tx.query, secrets, app));
    await db.close();
    rmSync(join(data, 'key'));
    assert.throws(
      () => installationKey(config),
      /key is missing, but the store .* holds secrets that need it; put it back/,
    );
    assert.equal(existsSync(join(data, 'key')), false);
  });

  test('is taken from the settings if they have one', () => {
    assert.equal(installationKey({ data: join(folder, 'none'), key, databaseUrl: null }), key);
  });

  test('must be set with PostgreSQL', () => {
    const config = { data: folder, key: null, databaseUrl: 'postgres://db.example/desk' };
    assert.throws(() => installationKey(config), /needed with PostgreSQL/);
  });

  test('is refused when the file does not hold a key', () => {
    writeFileSync(join(folder, 'key'), 'not a key');
    chmodSync(join(folder, 'key'), 0o600);
    assert.throws(() => installationKey({ data: folder, key: null, databaseUrl: null }), /64 hex digits/);
  });
});
