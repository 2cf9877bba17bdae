import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listChanges, listRemovals } from '../../../src/operating/commands/change-list.ts';

test('changes are listed with a sign, and below it each key with its old and new value', () => {
  const { en } = listChanges([
    { change: 'create', section: 'groups', id: 'g1', to: { groupid: 'g1', group_name: '售后组' } },
    {
      change: 'update',
      section: 'agents',
      id: 'a1',
      keys: ['active', 'order'],
      from: { active: true },
      to: { active: false },
    },
    { change: 'remove', section: 'statuses', id: '10', from: { status_code: 10, status_name: '待备件' } },
  ]);
  assert.deepEqual(en.split('\n'), [
    '+ groups g1',
    '    groupid: "g1"',
    '    group_name: "售后组"',
    '~ agents a1',
    '    active: true → false',
    '    order',
    '- statuses 10 待备件',
  ]);
});

test('a long list is cut, and says how many changes are left out', () => {
  const changes = Array.from(
    { length: 250 },
    (_, n) => ({ change: 'create', section: 'groups', id: `g${n}` }) as const,
  );
  const { zh, en } = listChanges(changes);
  assert.equal(en.split('\n').length, 201);
  assert.match(en, /… and 50 more; --json shows all$/);
  assert.match(zh, /…… 另有 50 项，用 --json 查看全部$/);
});

test('control characters of names are not printed', () => {
  const { en } = listRemovals([{ key: 'groups/g1', section: 'groups', id: 'g1', name: 'red\u001b[31m\u202e' }]);
  assert.equal(en, '- groups g1 red [31m ');
});
