import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choosableStatuses } from '../../src/ticket/choosable-statuses.ts';

test('a ticket cannot be set to a retired status, which the server would refuse', () => {
  const open = { code: 0, name: '待客服回复', type: 1, retired: false };
  const retired = { code: 10, name: '待备件', type: 4, retired: true };
  assert.deepEqual(choosableStatuses({ statuses: [open, retired] }), [open]);
});
