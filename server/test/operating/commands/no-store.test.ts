import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { commandsOf } from '../../../src/operating/command-line/all-commands.ts';
import { declared } from '../../../src/operating/command-line/declared.ts';
import { gongdan } from './gongdan.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-no-store-'));
const nothing = join(folder, 'mistyped');
const rows = join(folder, 'rows.csv');
const companyFile = join(folder, 'company.yaml');
writeFileSync(rows, 'user_nick\nming\n');
writeFileSync(companyFile, 'company: { companyid: acme, name: Acme }\n');

const lines = {
  companies: ['companies'],
  show: ['show', 'acme'],
  import: ['import', 'customers', rows, '--company', 'acme'],
  backup: ['backup', join(folder, 'backup.tar.zst')],
  erase: ['erase', '--company', 'acme', '--customer', 'u1', '--yes'],
  compact: ['compact', '--yes'],
  'push list': ['push', 'list', 'acme'],
  'push show': ['push', 'show', 'acme', 'm1'],
  'push replay': ['push', 'replay', 'acme', '--all'],
  'push since': ['push', 'since', 'acme'],
  'push endpoints': ['push', 'endpoints', 'acme'],
  'push test': ['push', 'test', 'acme', 'w1'],
  'push pause': ['push', 'pause', 'acme', 'w1'],
  'push resume': ['push', 'resume', 'acme', 'w1'],
  'push rotate': ['push', 'rotate', 'acme', 'w1'],
  'user add': ['user', 'add', 'acme', 'li@example.com', '--name', 'Li'],
  'user password': ['user', 'password', 'acme', 'li@example.com'],
  'user list': ['user', 'list', 'acme'],
  'user disable': ['user', 'disable', 'acme', 'li@example.com'],
  'user enable': ['user', 'enable', 'acme', 'li@example.com'],
};

/** Commands that make a store, read none, or have a test of their own. */
const others = ['serve', 'demo', 'init', 'apply', 'restore', 'move', 'config', 'doctor', 'completion'];

describe('in a folder without a store', () => {
  after(() => rmSync(folder, { recursive: true }));

  test('every command is tried', () => {
    const names = commandsOf(declared).map(({ path }) => path);
    assert.deepEqual(names.toSorted(), [...Object.keys(lines), ...others].toSorted());
  });

  for (const [name, line] of Object.entries(lines))
    test(`${name} is refused and makes nothing`, async () => {
      const { code, error } = await gongdan([...line, '--data', nothing], {}, [], 'harbour-lantern-27\n');
      assert.deepEqual([code, existsSync(nothing)], [1, false], error);
      assert.match(error, /there is no store in .*mistyped: name the right data folder by GONGDAN_DATA \(--data\)/);
    });

  test('a dry run of apply says what would be created, and makes nothing', async () => {
    const temporary = join(folder, 'temporary');
    mkdirSync(temporary);
    const { code, out } = await gongdan(['apply', companyFile, '--dry-run', '--data', nothing], { TMPDIR: temporary });
    const { create } = JSON.parse(out) as { create: number };
    assert.deepEqual([code, create, existsSync(nothing), readdirSync(temporary)], [0, 2, false, []]);
  });
});
