import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printable, printableLine, shownBytes } from '../../../src/operating/terminal/shown.ts';

test('a size below 1 GiB is shown in MiB, so that a nearly full disk does not show 0.0 GiB', () => {
  assert.equal(shownBytes(40 * 2 ** 20), '40 MiB');
  assert.equal(shownBytes(2 ** 30 - 1), '1024 MiB');
  assert.equal(shownBytes(1.5 * 2 ** 30), '1.5 GiB');
});

test('control characters and halves of surrogate pairs do not reach the terminal', () => {
  assert.equal(printable('a\u001b[2J\nb\r'), 'a [2J\nb ');
  assert.equal(printableLine('a\u001b[2J\nb\r'), 'a [2J b ');
  assert.equal(printableLine('工单🎫', 3), '工单 ');
});
