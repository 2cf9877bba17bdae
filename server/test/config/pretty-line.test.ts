import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { wantsColours } from '../../src/config/config.ts';
import { openLog } from '../../src/config/log.ts';
import { quoted } from '../../src/config/log-text.ts';
import { prettyLine } from '../../src/config/pretty-line.ts';

/** 9:05:07 on the clock of this machine. */
const time = new Date(2026, 2, 2, 9, 5, 7, 41).getTime();

const pretty = (entry: object, coloured = false) =>
  prettyLine(`${JSON.stringify({ level: 30, time, ...entry })}\n`, coloured);

describe('On a terminal a line of the log', () => {
  test('has the local time, the level, the message, and the rest as name and value', () => {
    assert.equal(
      pretty({ level: 40, code: '000000', note: 'two words', msg: 'refused' }),
      '09:05:07.041 WARN  refused code=000000 note="two words"\n',
    );
  });

  test('begins with method, path, status and time when it is of a request', () => {
    const call = {
      requestId: 'r-1',
      address: '127.0.0.1',
      method: 'GET',
      path: '/api',
      status: 200,
      ms: 1.5,
      msg: 'call',
    };
    assert.equal(pretty(call), '09:05:07.041 INFO  GET /api 200 1.5 ms requestId=r-1 address=127.0.0.1\n');
  });

  test('shows the stack of an error on lines of its own', () => {
    const err = { type: 'Error', message: 'gone', stack: 'Error: gone\n    at open (file.ts:1:2)' };
    assert.equal(
      pretty({ level: 50, err, msg: 'failed' }),
      '09:05:07.041 ERROR failed\n    Error: gone\n    at open (file.ts:1:2)\n',
    );
  });

  test('cannot move the cursor or look like two lines', () => {
    const hostile = 'a\u001b[2J\nlevel=\u202e\u009b x';
    for (const line of [pretty({ app: hostile, msg: hostile }), pretty({ msg: 'x', err: { stack: hostile } })]) {
      assert.doesNotMatch(line.slice(0, -1).replace(/\n {4}/g, ''), /[\p{Cc}\u202e]/u);
    }
  });

  test('has colours only when they are wanted', () => {
    assert.ok(pretty({ msg: 'call' }, true).includes('\u001b[32mINFO '));
    assert.deepEqual(
      [wantsColours({}), wantsColours({ NO_COLOR: '' }), wantsColours({ NO_COLOR: '1' })],
      [true, true, false],
    );
  });
});

test('a text from outside is one JSON string of the log, without unprintable characters, and cut', () => {
  assert.equal(quoted('127.0.0.1'), '"127.0.0.1"');
  assert.equal(JSON.parse(quoted('a"b\\\u0000\u202e\n\ud800')), 'a"b\\\ufffd\ufffd\ufffd\ufffd');
  assert.equal(JSON.parse(quoted('x'.repeat(100))), `${'x'.repeat(64)}…`);
});

test('the log hides secrets and personal data, also those in errors of the database', () => {
  const lines: string[] = [];
  const log = openLog({ logLevel: 'info' }, { write: (line: string) => lines.push(line) });
  const err = Object.assign(new Error('duplicate key'), { detail: 'Key (phone)=(18280240680) already exists.' });
  log.error({ err, token: 'planted', request: { password: 'planted', url: 'planted', phone: 'planted' } }, 'failed');
  assert.doesNotMatch(lines.join(''), /planted|18280240680/);
  assert.match(lines.join(''), /duplicate key/);
});
