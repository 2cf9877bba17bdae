import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { describeConfig, loadConfig, loadSettings, parseConfig } from '../../src/config/config.ts';
import { nearestOf } from '../../src/config/nearest.ts';
import { type RetiredSettings, retiredSettings } from '../../src/config/retired-settings.ts';
import { holdsHour } from '../../src/config/setting-kinds.ts';
import { knownVariables } from '../../src/config/setting-names.ts';
import { Problem } from '../../src/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-config-'));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function utf16(text: string): Buffer {
  return Buffer.from(`\uFEFF${text}`, 'utf16le');
}

describe('settings', () => {
  test('have defaults', () => {
    const config = parseConfig({});
    assert.equal(config.port, 7070);
    assert.equal(config.host, '127.0.0.1');
    assert.equal(config.data, './data');
    assert.equal(config.tokenSkewMs, 15 * 60_000);
    assert.equal(config.uploadLimit, 20 * 2 ** 20);
    assert.equal(config.databaseUrl, null);
  });

  test('quiet hours are one hour or a range, also across midnight', () => {
    const hoursOf = (quietHours: string) => {
      const { quietHours: quiet } = parseConfig({ quietHours });
      return Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => holdsHour(quiet, hour));
    };
    assert.deepEqual(hoursOf('2-5'), [2, 3, 4]);
    assert.deepEqual(hoursOf('3'), [3]);
    assert.deepEqual(hoursOf('23'), [23]);
    assert.deepEqual(hoursOf('22-2'), [0, 1, 22, 23]);
    assert.deepEqual(hoursOf('22-24'), [22, 23]);
    assert.equal(hoursOf('0-24').length, 24);
    for (const wrong of ['24', '3-3', '2-25', '-1', '2:30', '2-', 'night']) {
      assert.throws(() => parseConfig({ quietHours: wrong }), /GONGDAN_QUIET_HOURS|an hour of the day/, wrong);
    }
    assert.ok(describeConfig(parseConfig({ quietHours: '3' })).includes('GONGDAN_QUIET_HOURS=3-4'));
  });

  test('are frozen', () => {
    assert.ok(Object.isFrozen(parseConfig({})));
  });

  test('a flag wins over the environment, the environment over the file', async () => {
    const config = file('a.yaml', 'port: 1\nhost: file.example\ndata: from-file\n');
    const loaded = await loadConfig({
      flags: { config, port: '3' },
      environment: { GONGDAN_PORT: '2', GONGDAN_HOST: 'environment.example' },
    });
    assert.equal(loaded.port, 3);
    assert.equal(loaded.host, 'environment.example');
    assert.equal(loaded.data, 'from-file');
  });

  test('a list in the file is read as a list', async () => {
    const config = file('b.yaml', 'push_allow: [127.0.0.0/8, "::1"]\n');
    assert.deepEqual((await loadConfig({ flags: { config }, environment: {} })).pushAllow, ['127.0.0.0/8', '::1']);
  });

  test('a blank variable counts as not given', async () => {
    assert.equal((await loadConfig({ flags: {}, environment: { GONGDAN_PORT: ' ' } })).port, 7070);
  });

  test('a secret is read from a named file', async () => {
    const key = 'ab'.repeat(32);
    const config = await loadConfig({ flags: {}, environment: { GONGDAN_KEY_FILE: file('key', `${key}\n`) } });
    assert.deepEqual(config.key, Buffer.from(key, 'hex'));
  });

  test('a file of settings and one with a secret may be UTF-16 with a mark, as PowerShell writes them', async () => {
    const key = 'ab'.repeat(32);
    const flags = { config: file('utf16.yaml', utf16('host: 主机.example\n')) };
    const config = await loadConfig({ flags, environment: { GONGDAN_KEY_FILE: file('key16', utf16(`${key}\r\n`)) } });
    assert.equal(config.host, '主机.example');
    assert.deepEqual(config.key, Buffer.from(key, 'hex'));
  });

  test('secrets are masked where settings are shown', () => {
    const shown = describeConfig(
      parseConfig({ key: 'ab'.repeat(32), databaseUrl: 'postgres://desk:hunter2@db.example/desk' }),
    ).join('\n');
    assert.ok(shown.includes('GONGDAN_KEY=(secret)'));
    assert.ok(shown.includes('postgres://desk:***@db.example/desk'));
    assert.ok(!shown.includes('hunter2') && !shown.includes('abab'));
  });

  test('a setting is shown in the form in which it can be given', () => {
    const shown = describeConfig(parseConfig({ tokenSkewMs: '90s', uploadLimit: '1536KiB' }));
    assert.ok(shown.includes('GONGDAN_TOKEN_SKEW=90s'));
    assert.ok(shown.includes('GONGDAN_UPLOAD_LIMIT=1536KiB'));
  });
});

describe('a wrong setting is refused, naming it', () => {
  const wrong: Record<string, { environment?: Record<string, string>; flags?: Record<string, string>; says: RegExp }> =
    {
      'an unknown variable, with the nearest name': {
        environment: { GONGDAN_PROT: '80' },
        says: /GONGDAN_PROT: no such setting; did you mean GONGDAN_PORT\?/,
      },
      'an unknown key of the file': {
        flags: { config: file('c.yaml', 'token_skeww: 1m\n') },
        says: /token_skeww: no such setting; did you mean token_skew\?/,
      },
      'a map as a value': {
        flags: { config: file('map.yaml', 'data: { folder: x }\n') },
        says: /data: expected a value/,
      },
      'a list that holds a map': {
        flags: { config: file('list.yaml', 'push_allow: [{ a: b }]\n') },
        says: /push_allow: expected a value/,
      },
      'a file that is a list': { flags: { config: file('d.yaml', '- port\n') }, says: /expected names and values/ },
      'a port above 65535': { environment: { GONGDAN_PORT: '65536' }, says: /GONGDAN_PORT: expected an integer/ },
      'a hexadecimal port': { environment: { GONGDAN_PORT: '0x10' }, says: /GONGDAN_PORT/ },
      'a duration without a unit': {
        environment: { GONGDAN_TOKEN_SKEW: '15' },
        says: /GONGDAN_TOKEN_SKEW: expected a du/,
      },
      'a short key': { environment: { GONGDAN_KEY: 'abc' }, says: /GONGDAN_KEY: expected 64 hex digits/ },
      'a key given twice': {
        environment: { GONGDAN_KEY: 'a', GONGDAN_KEY_FILE: 'b' },
        says: /GONGDAN_KEY: given twice/,
      },
      'a file that is not UTF-8': {
        flags: { config: file('e.yaml', Buffer.from([0x68, 0xff])) },
        says: /it is not UTF-8/,
      },
      'a key file that is not there': { environment: { GONGDAN_KEY_FILE: '/nowhere/key' }, says: /GONGDAN_KEY_FILE/ },
      'a network with an impossible prefix length': {
        environment: { GONGDAN_PUSH_ALLOW: '10.0.0.0/33' },
        says: /GONGDAN_PUSH_ALLOW/,
      },
      'a public url with a query': {
        environment: { GONGDAN_PUBLIC_URL: 'https://x.example/?a=1' },
        says: /PUBLIC_URL/,
      },
      'a database of another kind': {
        environment: { GONGDAN_DATABASE_URL: 'mysql://x' },
        says: /GONGDAN_DATABASE_URL/,
      },
    };
  for (const [name, { environment = {}, flags = {}, says }] of Object.entries(wrong)) {
    test(name, async () => {
      await assert.rejects(loadConfig({ flags, environment }), (error: Error & { field?: string; text?: string }) => {
        assert.match(`${error.field ?? ''}: ${error.text ?? error.message}`, says);
        return true;
      });
    });
  }
});

describe('wrong settings', () => {
  test('are reported together, each under the name with which it was given, in both languages', async () => {
    const config = file('many.yaml', 'prot: 1\ntoken_skew: soon\n');
    const flags = { config, port: 'none' };
    const environment = { GONGDAN_HOTS: 'x', GONGDAN_BODY_LIMIT: 'large', GONGDAN_KEY_FILE: '/nowhere/key' };
    await assert.rejects(loadConfig({ flags, environment }), (error) => {
      assert.ok(error instanceof Problem);
      assert.deepEqual(error.text.split('\n'), [
        'GONGDAN_HOTS: no such setting; did you mean GONGDAN_HOST?',
        `${config}: prot: no such setting; did you mean port?`,
        'GONGDAN_KEY_FILE: /nowhere/key: there is no such file or folder (ENOENT)',
        '--port: expected an integer from 0 to 65535',
        `${config}: token_skew: expected a duration such as 500ms, 30s, 15m, 24h or 7d`,
        'GONGDAN_BODY_LIMIT: expected a size such as 1024, 512KiB, 20MiB or 1GiB',
      ]);
      assert.equal(error.zh?.split('\n').length, 6);
      assert.match(error.zh ?? '', /--port：应为：0 到 65535 的整数/);
      return true;
    });
  });

  test('a file that is not YAML is refused with its line', async () => {
    const config = file('broken.yaml', 'port: 1\nhost: [\n');
    await assert.rejects(loadConfig({ flags: { config }, environment: {} }), /broken\.yaml: line \d is not valid YAML/);
  });

  test('a setting of a former release is named with its successor, or told to be removed', async () => {
    const retired: RetiredSettings = {
      GONGDAN_LISTEN_PORT: {
        successor: 'GONGDAN_PORT',
        words: { zh: '值不变', en: 'with the same value' },
      },
    };
    const config = file('former.yaml', 'listen_port: 1\n');
    await assert.rejects(
      loadConfig({ flags: { config }, environment: { GONGDAN_LISTEN_PORT: '1' }, retired }),
      (error) => {
        assert.ok(error instanceof Problem);
        assert.match(error.text, /^GONGDAN_LISTEN_PORT: was replaced by GONGDAN_PORT: with the same value$/m);
        assert.match(error.text, /former\.yaml: listen_port: was replaced by port: with the same value$/m);
        assert.match(error.zh ?? '', /^GONGDAN_LISTEN_PORT：已改为 GONGDAN_PORT：值不变$/m);
        return true;
      },
    );
    await assert.rejects(
      loadConfig({ flags: {}, environment: { GONGDAN_DATABASE_POOL: '20' } }),
      /GONGDAN_DATABASE_POOL: is no longer a setting: .*; remove it/,
    );
  });

  test('no setting of a former release is a setting, and every successor is one', () => {
    const known = knownVariables();
    for (const [variable, { successor }] of Object.entries(retiredSettings)) {
      assert.ok(!known.includes(variable), variable);
      if (successor !== undefined) assert.ok(known.includes(successor), successor);
    }
  });
});

test('the origin of a setting is the flag, variable or key of the file that gave it', async () => {
  const config = file('origins.yaml', 'host: 127.0.0.2\nport: 1\n');
  const environment = { GONGDAN_PORT: '2', GONGDAN_KEY_FILE: file('key-of-origins', 'ab'.repeat(32)) };
  const { origins } = await loadSettings({ flags: { config, 'log-level': 'warn' }, environment });
  assert.deepEqual(origins.host, { source: 'file', at: `${config}: host` });
  assert.deepEqual(origins.port, { source: 'variable', at: 'GONGDAN_PORT' });
  assert.deepEqual(origins.key, { source: 'variable', at: 'GONGDAN_KEY_FILE' });
  assert.deepEqual(origins.logLevel, { source: 'flag', at: '--log-level' });
  assert.deepEqual(origins.data, { source: 'default', at: '' });
});

test('the nearest name counts swapped neighbours once, and a far name has none', () => {
  assert.equal(nearestOf('--prot', ['--from', '--port']), '--port');
  assert.equal(nearestOf('GONGDAN_DATABASE', ['GONGDAN_DATA', 'GONGDAN_DATABASE_URL']), 'GONGDAN_DATABASE_URL');
  assert.equal(nearestOf('--whatever', ['--port', '--data']), undefined);
});
