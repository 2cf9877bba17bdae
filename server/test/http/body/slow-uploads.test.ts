import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { startApp } from '../../app.ts';
import { type Client, closeAll, open } from '../client.ts';
import { uploadPath } from '../real-server.ts';

/** The pace of a body is measured over ten seconds. A body that is too slow is cut at most 2.5 seconds later. */
const paceEndsByMs = 12_500;
const requestTimeoutMs = 15_000;
/** Node checks for slow requests every two seconds. Two more are allowed for a busy machine. */
const lateMs = 2_000 + 2_000;

test('an upload above the pace keeps its place until GONGDAN_REQUEST_TIMEOUT, and then frees it', {
  timeout: 60_000,
}, async () => {
  const settings = { requestTimeoutMs: `${requestTimeoutMs}ms`, uploadQueue: '2', waitMs: '3s' };
  const app = await startApp({ settings });
  try {
    const { incoming } = app.server.context.files;
    const token = await app.token();
    // One app gets one of two places.
    const slow = await beginUpload(app.url, token);
    const began = performance.now();
    let closedAfterMs: number | undefined;
    slow.socket.once('end', () => {
      closedAfterMs = performance.now() - began;
    });
    while (performance.now() - began < paceEndsByMs) {
      slow.send(Buffer.alloc(8192));
      await wait(1000);
    }
    assert.equal(closedAfterMs, undefined, 'it sent 8 KB a second and was ended');
    assert.equal(readdirSync(incoming).length, 1);
    assert.match(await wholeUpload(app.url, token), /^HTTP\/1\.1 503 /);
    while (closedAfterMs === undefined) {
      slow.send(Buffer.alloc(8192));
      await wait(1000);
    }
    assert.match(slow.heard(), /^HTTP\/1\.1 408 .*"ret_code":"400014"/s);
    assert.ok(closedAfterMs >= requestTimeoutMs, `it was ended after ${closedAfterMs} ms`);
    assert.ok(closedAfterMs <= requestTimeoutMs + lateMs, `it was ended after ${closedAfterMs} ms`);
    // The connection of the slow upload is read for another second.
    assert.match(await wholeUpload(app.url, token), /^HTTP\/1\.1 200 .*"ret_code":"000000"/s);
    assert.deepEqual(readdirSync(incoming), []);
  } finally {
    closeAll();
    await app.close();
  }
});

const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\nfirst bytes';

async function beginUpload(url: string, token: string, length = 1_000_000): Promise<Client> {
  const client = await open(url);
  const head = ['host: a', `token: ${token}`, 'content-type: multipart/form-data; boundary=b'];
  client.send(`POST ${uploadPath} HTTP/1.1\r\n${head.join('\r\n')}\r\ncontent-length: ${length}\r\n\r\n${part}`);
  return client;
}

async function wholeUpload(url: string, token: string): Promise<string> {
  const end = '\r\n--b--\r\n';
  const client = await beginUpload(url, token, part.length + end.length);
  const answer = client.next();
  client.send(end);
  return answer.finally(() => client.socket.destroy());
}
