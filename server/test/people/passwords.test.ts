import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassword, isPassword } from '../../src/people/password.ts';
import { makePasswords } from '../../src/people/passwords.ts';

test('after a lack of memory while the hash for unknown e-mails is made, people can sign in again', async () => {
  let failures = 1;
  const { fits } = makePasswords({
    async hash(password) {
      if (failures-- > 0) throw new Error('out of memory');
      return hashPassword(password);
    },
    isRight: isPassword,
  });
  const hashed = await hashPassword('correct');
  await assert.rejects(fits(hashed, 'correct'), /out of memory/);
  assert.equal(await fits(hashed, 'correct'), true);
  assert.equal(await fits(null, 'the password of nobody'), false);
});
