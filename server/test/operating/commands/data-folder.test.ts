import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { acmeClient, furnish, openTicket } from './acme.ts';
import { gongdan } from './gongdan.ts';
import { serveLogged } from './logged-server.ts';

const operating = readFileSync(new URL('../../../../docs/operating.md', import.meta.url), 'utf8');

/** The names in the first columns of the page's tables; words in capitals stand for ids, numbers and times. */
const documentedNames = operating
  .split('\n')
  .filter((line) => /^\| `/.test(line))
  .flatMap((line) => [...line.split(' | ')[0]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!))
  .map((name) => name.split('/').filter((part) => part !== ''))
  .map((parts) => parts.map(expressionOf));

describe('docs/operating.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-folder-'));
  after(() => rmSync(folder, { recursive: true }));

  test('names every entry of a data folder after work, crash, back-up, restore and a lost key', async () => {
    const data = join(folder, 'data');
    await furnish(data);
    const server = await serveLogged(data);
    const client = acmeClient(server.url);
    await client.upload_file({ file: new File(['一张照片'], '门锁.txt') });
    await openTicket(client, 'one');
    await client.export_data({ task_type: '6', date: new Date().toISOString().slice(0, 10) });
    const key = readFileSync(join(data, 'key'), 'utf8');
    writeFileSync(join(data, 'key'), `${'ab'.repeat(32)}\n`);
    await server.logged(/key\.rescued/);
    await server.stop('SIGKILL');
    writeFileSync(join(data, 'key'), key);
    demandNamed(data, ['gongdan.db', 'gongdan.db-wal', 'key.rescued', 'lock', 'socket', 'files', 'exports']);

    for (const args of [
      ['backup', join(folder, 'backup')],
      ['restore', join(folder, 'backup'), '--force'],
    ]) {
      const { code, error } = await gongdan([...args, '--data', data]);
      assert.equal(code, 0, error);
    }
    demandNamed(data, ['gongdan.db', 'lock']);
  });
});

/** Asserts that the expected entries exist, and that the table names every entry. */
function demandNamed(data: string, expected: readonly string[]): void {
  const names = readdirSync(data);
  for (const name of expected) assert.ok(names.includes(name), `${name} is not there: ${names}`);
  const below = ['files', 'exports'].flatMap((folder) =>
    names.includes(folder) ? readdirSync(join(data, folder)).map((name) => [folder, name]) : [],
  );
  const unnamed = [...names.map((name) => [name]), ...below].filter((parts) => !isNamed(parts));
  assert.deepEqual(unnamed, []);
}

function expressionOf(part: string): RegExp {
  const written = part.replaceAll('.', '\\.').replace(/^AB$/, '[0-9a-f]{2}');
  return new RegExp(`^${written.replace(/[A-Z]{2,}|N\b/g, '[\\w-]+')}$`);
}

function isNamed(parts: readonly string[]): boolean {
  return documentedNames.some((expressions) => parts.every((part, index) => expressions[index]?.test(part)));
}
