import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { endpoints } from '@gongdan/contract';
import { startApp, type TestApp } from '../../app.ts';
import { worldFile } from '../../world.ts';
import { scheduledOf, slownessSince } from '../slowness.ts';

const mostMs = 15_000;

interface Way {
  readonly head: string;
  readonly more: string;
  readonly answer: RegExp;
}

/** All ways to keep a server waiting. Each socket sends its `head` at once, and then `more` once a second. */
function waysOf(token: string): Readonly<Record<string, Way>> {
  const late = /^HTTP\/1\.1 408 .*"ret_code":"400014"/s;
  const known = `token: ${token}\r\n`;
  return {
    'says nothing': { head: '', more: '', answer: late },
    'drips its headers': { head: 'GET /livez HTTP/1.1\r\nx-slow: ', more: 'a', answer: late },
    'drips its body': { head: headOf(`${known}content-length: 9000`), more: ' ', answer: late },
    'drips a chunked body': { head: headOf(`${known}transfer-encoding: chunked`), more: '1\r\n \r\n', answer: late },
    'drips a body without a token': { head: headOf('content-length: 9000'), more: ' ', answer: /"900001"[^}]*\}$/ },
  };
}

function headOf(header: string): string {
  return `POST ${endpoints.save_user.path} HTTP/1.1\r\nhost: test\r\n${header}\r\n\r\n`;
}

interface Slow {
  readonly name: string;
  readonly way: Way;
  readonly socket: Socket;
  answer: string;
  closedAfterMs: number;
}

describe('a thousand slow sockets', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ company: worldFile });
  });
  after(() => app.close());

  test('are closed within fifteen seconds, and others are served meanwhile', async () => {
    const ways = Object.entries(waysOf(await app.token()));
    const port = Number(new URL(app.url).port);
    const slow = Array.from({ length: 1000 }, (_, index) => open(port, ...ways[index % ways.length]!));
    const began = performance.now();
    const before = scheduledOf(process.pid);
    const times: number[] = [];
    while (slow.some(({ closedAfterMs }) => closedAfterMs === 0) && performance.now() - began < mostMs + 2000) {
      for (const { way, socket } of slow) if (socket.writable) socket.write(way.more);
      const asked = performance.now();
      await app.done('query_users', {});
      times.push(performance.now() - asked);
      await wait(1000);
    }
    for (const { name, way, closedAfterMs, answer } of slow) {
      assert.notEqual(closedAfterMs, 0, `a socket that ${name} was never closed`);
      assert.ok(closedAfterMs <= mostMs, `a socket that ${name} was closed after ${closedAfterMs} ms`);
      assert.match(answer, way.answer, `a socket that ${name}`);
    }
    const slowness = slownessSince(process.pid, before);
    assert.ok(Math.max(...times) < 1000 * slowness, `somebody else waited ${Math.max(...times)} ms`);
  });
});

function open(port: number, name: string, way: Way): Slow {
  const began = performance.now();
  const socket = connect(port, '127.0.0.1');
  socket.write(way.head);
  const slow: Slow = { name, way, socket, answer: '', closedAfterMs: 0 };
  socket
    .on('data', (bytes) => {
      slow.answer += bytes;
    })
    .on('error', () => {})
    .on('close', () => {
      slow.closedAfterMs = performance.now() - began;
    });
  return slow;
}
