import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codes } from '@gongdan/contract';
import { ready } from '../../src/api/handler.ts';
import { success } from '../../src/http/answer.ts';
import { json, jsonText, parseJson } from '../../src/json/json-text.ts';

const outcome = { ret_code: codes.ok.code, ret_msg: codes.ok.text };

test('an answer goes out whole, whatever its members are called', () => {
  const answer = { members: 'all', etag: '"1"', kind: 'ready', form: 'prepared' };
  assert.deepEqual(parseJson(success(answer).body), { ...outcome, ...answer });
});

test('an answer that is JSON text already gets the same envelope', () => {
  assert.deepEqual(parseJson(success(ready(json`"item":${jsonText('客户')}`)).body), { ...outcome, item: '客户' });
});
