import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preparedJson } from '../../src/api/prepared-answer.ts';

test('An encoding that could not be made is tried again by the next call, and made once', async () => {
  let tries = 0;
  const make = async () => {
    tries += 1;
    if (tries === 1) throw new Error('no memory');
    return Buffer.from('{}');
  };
  const answer = preparedJson(Buffer.from('{}'), { identity: make, gzip: make, br: make });
  await assert.rejects(answer.body('gzip'), /no memory/);
  assert.equal(String(await answer.body('gzip')), '{}');
  await answer.body('gzip');
  assert.equal(tries, 2);
});
