import assert from 'node:assert/strict';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, mock, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { parseConfig } from '../../../src/config/config.ts';
import { openDatabase } from '../../../src/db/open.ts';
import { openInstallation, operationsOn } from '../../../src/operating/commands/operations.ts';
import { watchKeyFile } from '../../../src/operating/commands/watch-key-file.ts';
import { onPostgres } from '../../databases.ts';
import { furnish } from './acme.ts';
import { gongdan } from './gongdan.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-keys-'));
after(() => rmSync(folder, { recursive: true }));

const [one, other] = ['ab'.repeat(32), 'cd'.repeat(32)];

async function furnished(name: string): Promise<string> {
  const data = join(folder, name, 'data');
  mkdirSync(join(folder, name));
  await furnish(data, 'pushes: [{ pushid: w1, url: "https://example.com/hook" }]\n');
  return data;
}

/** Runs the command, which must be refused, and returns its text. */
async function refusal(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code, out, error } = await gongdan(args, environment);
  assert.deepEqual({ code, out }, { code: 1, out: '' }, error);
  return error;
}

describe('the key file of a SQLite store', () => {
  test('is not made again when push endpoints are the only secrets, for whatever command', async () => {
    const data = await furnished('endpoints');
    const db = await openDatabase({ folder: data });
    await db.write('acme', ({ query }) => query.deleteFrom('app').execute());
    await db.close();
    rmSync(join(data, 'key'));
    const commands = [
      ['serve', '--port', '0'],
      ['show', 'acme'],
      ['user', 'list', 'acme'],
      ['backup', join(folder, 'b')],
    ];
    for (const [index, command] of commands.entries()) {
      const given = index === 3 ? [...command, '--with-key'] : command;
      const error = await refusal([...given, '--data', data]);
      assert.match(
        error,
        index === 3 ? /no key to include/ : /key is missing, but the store .*gongdan\.db holds secrets/,
      );
      assert.equal(existsSync(join(data, 'key')), false);
    }
    assert.equal(existsSync(join(folder, 'b')), false);
  });

  test('is neither used nor replaced when it is empty, truncated, a folder, or a link to a disk that is away', async () => {
    const data = await furnished('damaged');
    const path = join(data, 'key');
    const key = readFileSync(path, 'utf8');
    for (const damaged of ['', key.slice(0, 40)]) {
      writeFileSync(path, damaged);
      assert.match(await refusal(['show', 'acme', '--data', data]), /key does not hold 64 hex digits\. Put back/);
      assert.equal(readFileSync(path, 'utf8'), damaged);
    }
    rmSync(path);
    mkdirSync(path);
    assert.match(await refusal(['show', 'acme', '--data', data]), /key cannot be read \(EISDIR\)/);
    rmSync(path, { recursive: true });
    symlinkSync(join(folder, 'away', 'key'), path);
    assert.match(await refusal(['show', 'acme', '--data', data]), /key cannot be read \(ENOENT\)/);
    assert.ok(lstatSync(path).isSymbolicLink());
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    symlinkSync(join(folder, 'away', 'key'), join(empty, 'key'));
    assert.match(await refusal(['serve', '--port', '0', '--data', empty]), /key cannot be read \(ENOENT\)/);
    assert.ok(lstatSync(join(empty, 'key')).isSymbolicLink());
  });

  test('is named when it fits and GONGDAN_KEY does not, and the other way round', async () => {
    const data = await furnished('setting');
    const path = join(data, 'key');
    const error = await refusal(['show', 'acme', '--data', data], { GONGDAN_KEY: one });
    assert.match(error, /the key that GONGDAN_KEY sets does not fit the store .*gongdan\.db/);
    assert.match(error, /The key in .*data\/key fits: unset GONGDAN_KEY\.\n$/);
    const chinese = await refusal(['show', 'acme', '--data', data], { GONGDAN_KEY: one, LC_ALL: 'zh_CN.UTF-8' });
    assert.match(
      chinese,
      /GONGDAN_KEY 设置的密钥与存储 .*gongdan\.db 不符.*data\/key 里的密钥相符：请去掉 GONGDAN_KEY。/,
    );
    const key = readFileSync(path, 'utf8');
    writeFileSync(path, other);
    assert.match(await refusal(['show', 'acme', '--data', data]), /Put the key of this store back into .*data\/key/);
    writeFileSync(`${path}.rescued`, key);
    assert.match(await refusal(['show', 'acme', '--data', data]), /key\.rescued fits: rename it to .*data\/key\.\n$/);
    assert.equal((await gongdan(['show', 'acme', '--data', data], { GONGDAN_KEY: key.trim() })).code, 0);
    assert.equal(readFileSync(path, 'utf8'), other);
  });

  test('is not written beside another store that was put in the place of the running one', async (context) => {
    const data = await furnished('displaced');
    const path = join(data, 'key');
    mock.timers.enable({ apis: ['setInterval'] });
    context.after(() => mock.timers.reset());
    const stop = watchKeyFile(parseConfig({ data }), pino({ level: 'silent' }));
    // A check reads the store, so it ends after the tick.
    const check = async () => {
      mock.timers.tick(1000);
      await setImmediate();
    };
    rmSync(path);
    await check();
    assert.ok(existsSync(path), 'the key of the same store is put back');
    renameSync(data, `${data}.away`);
    mkdirSync(data);
    writeFileSync(join(data, 'gongdan.db'), '');
    await check();
    assert.deepEqual(readdirSync(data), ['gongdan.db']);
    stop();
  });
});

describe('gongdan backup --with-key', () => {
  test('refuses a key that does not fit, and writes no file', async () => {
    const data = await furnished('backup');
    const file = join(folder, 'backup', 'archive');
    const error = await refusal(['backup', file, '--with-key', '--data', data], { GONGDAN_KEY: one });
    assert.match(error, /the key to include does not fit the store/);
    assert.deepEqual(readdirSync(join(folder, 'backup')).sort(), ['acme.yaml', 'data']);
  });
});

describe('gongdan restore', () => {
  test('moves aside a key file that does not fit, when GONGDAN_KEY does', async () => {
    const data = await furnished('restore');
    const key = readFileSync(join(data, 'key'), 'utf8').trim();
    for (const [name, options] of [
      ['bare', []],
      ['keyed', ['--with-key']],
    ] as const) {
      const file = join(folder, 'restore', name);
      assert.equal((await gongdan(['backup', file, ...options, '--data', data])).code, 0);
      const target = join(folder, 'restore', `${name}-target`);
      mkdirSync(target);
      writeFileSync(join(target, 'key'), other);
      if (name === 'bare')
        assert.match(await refusal(['restore', file, '--data', target]), /key does not fit|does not fit the store/);
      const { code, error } = await gongdan(['restore', file, '--data', target], { GONGDAN_KEY: key });
      assert.equal(code, 0, error);
      const aside = readdirSync(target).find((entry) => entry.startsWith('replaced-'));
      assert.equal(readFileSync(join(target, aside!, 'key'), 'utf8'), other);
      assert.equal(existsSync(join(target, 'key')), name === 'keyed');
      if (name === 'bare') assert.match(await refusal(['show', 'acme', '--data', target]), /key is missing/);
    }
  });
});

onPostgres('the key of a PostgreSQL store', ({ place }) => {
  test('is not replaced by the key of a node that started when the store was empty', async () => {
    const { url: databaseUrl } = (await place()) as { url: string };
    const configOf = (key: string) => parseConfig({ data: join(folder, `node-${key.slice(0, 2)}`), databaseUrl, key });
    const [first, second] = [await openInstallation(configOf(one)), await openInstallation(configOf(other))];
    after(() => Promise.all([first.close(), second.close()]));
    const file = { company: { companyid: 'acme', name: 'Acme' } };
    await operationsOn(first.installation).apply({ file, options: {} });
    await assert.rejects(operationsOn(second.installation).apply({ file, options: {} }), {
      text: /sealed with another key: give all nodes the same GONGDAN_KEY/,
    });
  });

  test('is demanded, and the error names the store without its password', async () => {
    const { url } = (await place()) as { url: string };
    const data = join(folder, 'postgres');
    const environment = { GONGDAN_DATABASE_URL: url, GONGDAN_KEY: one };
    mkdirSync(data);
    const file = join(folder, 'postgres.yaml');
    writeFileSync(file, 'company: { companyid: acme, name: Acme }\n');
    assert.equal((await gongdan(['apply', file, '--data', data], environment)).code, 0);
    writeFileSync(join(data, 'key'), one);
    const wrong = await refusal(['show', 'acme', '--data', data], { ...environment, GONGDAN_KEY: other });
    assert.match(wrong, /does not fit the store postgres/);
    assert.match(wrong, /The key in .*postgres\/key fits: set GONGDAN_KEY_FILE=/);
    const { password } = new URL(url);
    if (password !== '') assert.ok(!wrong.includes(password));
    assert.match(
      await refusal(['show', 'acme', '--data', data], { GONGDAN_DATABASE_URL: url }),
      /is needed with PostgreSQL/,
    );
  });

  test('is not moved to a folder with another key file', async () => {
    const { url } = (await place()) as { url: string };
    const environment = { GONGDAN_DATABASE_URL: url, GONGDAN_KEY: one };
    const target = join(folder, 'moved');
    const empty = await openDatabase({ url });
    await empty.close();
    mkdirSync(target);
    writeFileSync(join(target, 'key'), other);
    const args = ['move', '--to', target, '--data', join(folder, 'from')];
    assert.match(await refusal(args, environment), /moved\/key holds another key/);
    rmSync(join(target, 'key'));
    const moved = await gongdan(args, environment);
    assert.equal(moved.code, 0, moved.error);
  });
});
