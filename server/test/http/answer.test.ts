import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codes } from '@gongdan/contract';
import pino from 'pino';
import { ready } from '../../src/api/handler.ts';
import { Problem } from '../../src/errors.ts';
import { asWireProblem, failure, success } from '../../src/http/answer.ts';
import { json, jsonText, parseJson } from '../../src/json/json-text.ts';

const outcome = { ret_code: codes.ok.code, ret_msg: codes.ok.text };

test('an answer goes out whole, whatever its members are called', () => {
  const answer = { members: 'all', etag: '"1"', kind: 'ready', form: 'prepared' };
  assert.deepEqual(parseJson(success(answer).body), { ...outcome, ...answer });
});

test('an answer that is JSON text already gets the same envelope', () => {
  assert.deepEqual(parseJson(success(ready(json`"item":${jsonText('客户')}`)).body), { ...outcome, item: '客户' });
});

test('a reason that only the console knows is answered on the wire as an internal fault, and is logged', () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => lines.push(line) });
  const problem = asWireProblem(new Problem('csrf_refused', 'a secret of the console'), log, 'r1');
  const { status, body } = failure(problem);
  assert.deepEqual([status, parseJson(body)], [500, { ret_code: codes.internal.code, ret_msg: codes.internal.text }]);
  assert.match(lines.join(''), /csrf_refused/);
});

test('a Problem that the wire knows is answered as it is', () => {
  const problem = new Problem('ticket_unknown');
  assert.equal(asWireProblem(problem, pino({ level: 'silent' }), 'r1'), problem);
});
