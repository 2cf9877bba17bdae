import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { endpoints } from '@gongdan/contract';
import { startApp, type TestApp } from '../app.ts';
import { worldFile } from '../world.ts';

const mostMs = 15_000;

/** Every way to keep a server waiting; each socket sends its head at once and one more byte a second. */
const ways: Readonly<Record<string, { head: string; more: string }>> = {
  'says nothing': { head: '', more: '' },
  'drips its headers': { head: 'GET /livez HTTP/1.1\r\nx-slow: ', more: 'a' },
  'drips its body': { head: headOf('content-type: application/json\r\ncontent-length: 9000'), more: ' ' },
  'drips a chunked body': { head: headOf('transfer-encoding: chunked'), more: '1\r\n \r\n' },
};

function headOf(header: string): string {
  return `POST ${endpoints.save_user.path} HTTP/1.1\r\nhost: test\r\n${header}\r\n\r\n`;
}

interface Slow {
  readonly way: string;
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
    await app.token();
    const names = Object.keys(ways);
    const slow = Array.from({ length: 1000 }, (_, index) => open(Number(new URL(app.url).port), names[index % 4]!));
    const began = performance.now();
    const times: number[] = [];
    while (slow.some(({ closedAfterMs }) => closedAfterMs === 0) && performance.now() - began < mostMs + 2000) {
      for (const { way, socket } of slow) if (socket.writable) socket.write(ways[way]!.more);
      const asked = performance.now();
      await app.done('query_users', {});
      times.push(performance.now() - asked);
      await wait(1000);
    }
    for (const { way, closedAfterMs, answer } of slow) {
      assert.notEqual(closedAfterMs, 0, `a socket that ${way} was never closed`);
      assert.ok(closedAfterMs <= mostMs, `a socket that ${way} was closed after ${closedAfterMs} ms`);
      assert.match(answer, /^HTTP\/1\.1 408 /, `a socket that ${way}`);
      assert.match(answer, /"ret_code":"400014"/);
    }
    assert.ok(Math.max(...times) < 1000, `somebody else waited ${Math.max(...times)} ms`);
  });
});

function open(port: number, way: string): Slow {
  const began = performance.now();
  const socket = connect(port, '127.0.0.1');
  socket.write(ways[way]!.head);
  const slow: Slow = { way, socket, answer: '', closedAfterMs: 0 };
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
