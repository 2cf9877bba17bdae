import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commonPasswords } from '../../scripts/common-passwords.ts';
import { commonPasswordsFile, faultOfNewPassword } from '../../src/people/new-password.ts';

test('a new password has 10 to 200 characters, counted as people count them', () => {
  for (const password of ['', '123456789', '电池订书钉', '🔋'.repeat(9), 'x1'.repeat(101)]) {
    assert.match(faultOfNewPassword(password)?.en ?? '', /must have 10 to 200 characters/, password);
  }
  for (const password of ['kd83-fj2mq', '正确的马电池订书钉啊', `${'long '.repeat(39)}ones!`]) {
    assert.equal(faultOfNewPassword(password), undefined, password);
  }
});

test('a common password is refused in any case and width', () => {
  const common = [
    '1234567890',
    'Password123',
    'QWERTYUIOP',
    'a123456789',
    'woaini1314',
    '１２３４５６７８９０',
    '5201314520',
  ];
  for (const password of common) assert.match(faultOfNewPassword(password)?.en ?? '', /most common/, password);
});

test('a password that repeats a short part or follows a row of keys is refused as common', () => {
  for (const password of ['aaaaaaaaaa', '1212121212', 'abc123abc123', '0987654321', 'abcdefghijkl', 'poiuytrewq']) {
    assert.match(faultOfNewPassword(password)?.en ?? '', /most common/, password);
  }
});

test('the list of common passwords equals the output of its script', () => {
  assert.equal(readFileSync(commonPasswordsFile, 'utf8'), commonPasswords().join('\n'));
  assert.ok(commonPasswords().length > 1500);
});
