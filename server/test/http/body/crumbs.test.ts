import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { endpoints } from '@gongdan/contract';
import fc from 'fast-check';
import { makeGathered } from '../../../src/http/body/gather.ts';
import { startApp } from '../../app.ts';
import { inFolder } from '../../faults/scratch.ts';
import { furnish, type Serving, serve } from '../../faults/strike/serving.ts';
import { open } from '../client.ts';
import { freshToken } from '../real-server.ts';
import { scheduledOf, slownessSince } from '../slowness.ts';
import { ask } from '../wire.ts';

const chunked = { 'transfer-encoding': 'chunked', 'content-type': 'application/json' };
const inCrumbs = (text: string) => [...text].map((byte) => `1\r\n${byte}\r\n`).join('');
const mebibyte = 2 ** 20;
const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n';

describe('a body in pieces of one byte', () => {
  test('is read, however many pieces there are', async () => {
    const app = await startApp();
    try {
      const body = JSON.stringify({ user_nick: 'crumbs', unknown: 'x'.repeat(100_000) });
      for (const [token, code] of [
        [await app.token(), '000000'],
        ['', '900001'],
      ] as const) {
        const { status, text } = await ask(app.url, {
          method: 'POST',
          path: endpoints.save_user.path,
          headers: { ...chunked, token },
          body: `${inCrumbs(body)}0\r\n\r\n`,
        });
        assert.equal(status, 200, text);
        assert.match(text, new RegExp(`"ret_code":"${code}"`));
      }
    } finally {
      await app.close();
    }
  });

  test('may be followed by further requests on its connection', async () => {
    const app = await startApp();
    const client = await open(app.url);
    const head = [`POST ${endpoints.save_user.path} HTTP/1.1`, 'host: a', `token: ${await app.token()}`];
    const body = inCrumbs(JSON.stringify({ user_nick: 'crumbs', unknown: 'x'.repeat(30_000) }));
    const request = [...head, 'transfer-encoding: chunked', '', `${body}0\r\n\r\n`].join('\r\n');
    for (let count = 0; count < 3; count += 1) {
      const answer = client.next();
      client.send(request);
      assert.match(await answer, /^HTTP\/1\.1 200 .*"ret_code":"000000"/s);
    }
    client.send(request.repeat(3));
    while (client.heard().split('"ret_code":"000000"').length < 7) await client.next();
    client.socket.destroy();
    await app.close();
  });

  const uploaded = { 'transfer-encoding': 'chunked', 'content-type': 'multipart/form-data; boundary=b' };
  const kinds: Readonly<Record<string, Crumbs>> = {
    JSON: { path: endpoints.save_user.path, headers: chunked, piece: 'x' },
    'an upload that does not begin': { path: endpoints.upload_file.path, headers: uploaded, piece: ' ' },
    'an upload': { path: endpoints.upload_file.path, headers: uploaded, start: part, piece: 'x' },
  };
  for (const [name, kind] of Object.entries(kinds)) {
    test(`costs little more memory than its bytes, and others go on: twenty of ${name}`, { timeout: 120_000 }, () =>
      inFolder(async (data) => {
        await furnish({ data });
        const server = await serve({ data });
        try {
          const { grown, longest, slowness } = await sendTwenty(server, kind);
          assert.ok(grown < 150 * mebibyte, `the server grew by ${Math.round(grown / mebibyte)} MB`);
          const waited = `somebody else waited ${Math.round(longest)} ms on a machine ${slowness.toFixed(1)} times slower`;
          assert.ok(longest < 1000 * slowness, waited);
        } finally {
          await server.kill();
        }
      }),
    );
  }
});

interface Crumbs {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly start?: string;
  readonly piece: string;
}

/**
 * Sends twenty bodies of 100,000 pieces that do not end. Returns how many bytes the server grew, how many milliseconds
 * another client waited at most, and how many times slower other programs made the server.
 */
async function sendTwenty({ url, pid }: Serving, { path, headers, start = '', piece }: Crumbs) {
  const token = await freshToken(url);
  const before = memoryOf(pid);
  const scheduled = scheduledOf(pid);
  const head = Object.entries({ host: 'a', token, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const begun = `POST ${path} HTTP/1.1\r\n${head.join('')}\r\n${inCrumbs(start + piece.repeat(100_000))}`;
  const sockets = await Promise.all(Array.from({ length: 20 }, () => opened(url)));
  const sent = Promise.all(sockets.map((socket) => write(socket, begun)));
  const times: number[] = [];
  // After these round trips the server has read everything that was sent.
  for (let count = 0; count < 30; count += 1) times.push(await livezMs(url));
  await sent;
  const grown = memoryOf(pid) - before;
  for (const socket of sockets) socket.destroy();
  return { grown, longest: Math.max(...times), slowness: slownessSince(pid, scheduled) };
}

test('a body is the same in whatever pieces it comes', () => {
  const sizes = fc.oneof(fc.nat(40), fc.nat(2000), fc.nat(40_000));
  fc.assert(
    fc.property(fc.array(sizes, { maxLength: 200 }), (lengths) => {
      const chunks = lengths.map((length, n) => Buffer.alloc(length, n + 1));
      const gathered = makeGathered();
      for (const chunk of chunks) gathered.add(chunk);
      assert.ok(gathered.bytes().equals(Buffer.concat(chunks)));
    }),
  );
});

function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

async function opened(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket.on('error', () => {});
}

/** Resolves when the operating system has accepted the whole text. */
function write(socket: Socket, text: string): Promise<void> {
  return new Promise((resolve) => socket.write(text, () => resolve()));
}

async function livezMs(url: string): Promise<number> {
  const began = performance.now();
  const { ok } = await fetch(`${url}/livez`);
  assert.ok(ok);
  return performance.now() - began;
}
