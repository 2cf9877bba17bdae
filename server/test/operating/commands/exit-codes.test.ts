import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { acme, furnish } from './acme.ts';
import { gongdan, start } from './gongdan.ts';
import { noTerminal, startOnTerminal } from './on-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-exit-'));
const data = join(folder, 'data');
before(() => furnish(data));
after(() => rmSync(folder, { recursive: true }));
const program = fileURLToPath(new URL('../../../bin/gongdan.mjs', import.meta.url));

/** Runs a line of bash in which `$gongdan` is the command. */
function bash(line: string) {
  const env = { ...process.env, LC_ALL: 'C', gongdan: `'${process.execPath}' '${program}'` };
  const { status, stdout, stderr } = spawnSync('bash', ['-c', line.replaceAll('$gongdan', env.gongdan)], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('exit codes', () => {
  test('0 after success, 1 after a refusal, 2 for a wrong command line, with all that is wrong in it', async () => {
    assert.equal((await gongdan(['config'])).code, 0);
    assert.equal((await gongdan(['backup', join(folder, 'x'), '--data', join(folder, 'nowhere')])).code, 1);
    const config = join(folder, 'settings.yaml');
    writeFileSync(config, 'hots: x\n');
    const { code, out, error } = await gongdan(
      ['config', '--prot', '1', '--database-pool', '2', '--token-skew', 'soon', '--config', config],
      { GONGDAN_LOG: 'x' },
    );
    assert.deepEqual([code, out], [2, '']);
    assert.deepEqual(error.trim().split('\n'), [
      'gongdan: --prot: unknown option; did you mean --port?',
      '--database-pool: is no longer a setting: the number of connections to PostgreSQL is fixed now; remove it',
      'GONGDAN_LOG: no such setting; did you mean GONGDAN_LOG_LEVEL?',
      `${config}: hots: no such setting; did you mean host?`,
      '--token-skew: expected a duration such as 500ms, 30s, 15m, 24h or 7d',
    ]);
  });

  test('errors of the command line are in Chinese when the locale is', async () => {
    const uses: [string[], RegExp][] = [
      [['aply'], /^gongdan: 没有命令 aply；是不是 apply？$/m],
      [['apply'], /^gongdan: 缺少参数 file$/m],
      [['apply', 'a', 'b'], /^gongdan: 参数过多：a, b$/m],
      [['push', 'list'], /^gongdan: 缺少参数 companyid$/m],
      [
        ['push', 'list', 'acme', '--state', 'x'],
        /选项 --state <state> 的值 x 无效；可选值：waiting、delivered、given_up$/m,
      ],
      [['push', 'list', 'acme', '--limit', 'x'], /选项 --limit <count> 的值 x 无效：应为数字$/m],
      [['push', 'list', 'acme', '--limit'], /选项 --limit <count> 缺少值$/m],
      [['user', 'add', 'acme', 'a@b.example'], /缺少必填的选项 --name <name>$/m],
      [['config', '--prot', '1'], /--prot：没有这个选项；是不是 --port？$/m],
    ];
    for (const [args, says] of uses) {
      const { code, error } = await gongdan(args, { LC_ALL: 'zh_CN.UTF-8' });
      assert.equal(code, 2, args.join(' '));
      assert.match(error, says);
    }
  });

  test('Ctrl+C at the password or at a question exits with 1', { skip: noTerminal }, async () => {
    assert.equal(await interrupted(['user', 'password', acme, 'a@b.example', '--data', data], /Password: $/), 1);
    assert.equal(await interrupted(['compact', '--data', data], /\[y\/N\] /), 1);
  });

  test('2 for a question that nobody can be asked', async () => {
    const { code, error } = await gongdan(['compact', '--data', data]);
    assert.equal(code, 2);
    assert.match(error, /add --yes/);
  });
});

/** Runs the command on a terminal, presses Ctrl+C when it asks, and returns its exit code. */
async function interrupted(args: readonly string[], question: RegExp): Promise<number> {
  const child = startOnTerminal(args);
  let shown = '';
  let pressed = false;
  child.stdout.on('data', (bytes: Buffer) => {
    shown += bytes.toString();
    if (pressed || !question.test(shown)) return;
    pressed = true;
    child.stdin.write('\u0003');
  });
  const [code] = await once(child, 'close');
  assert.match(shown, /Cancelled/);
  return code as number;
}

describe('standard output', () => {
  test('may be closed by its reader: the command ends without a stack', async () => {
    const child = start(['config'], {});
    child.stdout.destroy();
    const [error, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    assert.deepEqual([code, error], [0, '']);
  });

  test('may be closed from the start', () => {
    assert.deepEqual(bash('$gongdan config >&-'), { status: 0, stdout: '', stderr: '' });
  });

  test('that cannot be written makes the exit code 1', () => {
    const { status, stderr } = bash('$gongdan config > /dev/full');
    assert.equal(status, 1);
    assert.match(stderr, /^gongdan: cannot write to standard output: ENOSPC$/m);
  });
});
