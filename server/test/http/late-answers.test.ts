import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { endpoints } from '@gongdan/contract';
import { consoleEndpoints } from '@gongdan/contract/console';
import { startApp, type TestApp } from '../app.ts';
import { missing, uploadingClients } from './body/uploading-clients.ts';

const { path } = endpoints.upload_file;
const mebibyte = 2 ** 20;

describe('a client that still sends its body', () => {
  let app: TestApp;
  let token: string;
  before(async () => {
    app = await startApp();
    token = await app.token();
  });
  after(() => app.close());

  for (const client of uploadingClients) {
    const { name } = client;
    test(`${name} reads 20 times of 20 that its token has ended, with 5 MB on their way`, {
      skip: missing(client),
    }, async () => {
      const sending = { url: app.url, path, bytes: 5 * mebibyte };
      for (const [given, code, times] of [
        ['0'.repeat(32), '900002', 20],
        ['', '900001', 2],
      ] as const) {
        const answers = await client.send({ ...sending, times, token: given });
        assert.equal(answers.length, times);
        for (const answer of answers) assert.match(answer, new RegExp(`^200 .*"ret_code":"${code}"`));
      }
    });

    test(`${name} reads that its 25 MB are too much`, { skip: missing(client) }, async () => {
      const sending = { url: app.url, path, bytes: 25 * mebibyte, times: 3 };
      for (const given of [token, '']) {
        const chunked = name.includes('chunks') && given === '';
        const expected = chunked ? /^200 .*"ret_code":"900001"/ : /^413 .*"ret_code":"400014"/;
        for (const answer of await client.send({ ...sending, token: given })) assert.match(answer, expected);
      }
    });

    test(`${name} reads that an address is unknown, with 5 MB on their way`, { skip: missing(client) }, async () => {
      const sending = { url: app.url, path: '/api/ws/5/ticket/nothing', token, bytes: 5 * mebibyte, times: 5 };
      for (const answer of await client.send(sending)) assert.match(answer, /^404 .*"ret_code":"400014"/);
    });

    test(`${name} reads that nobody is signed in, with 5 MB on their way to the console`, {
      skip: missing(client),
    }, async () => {
      const { path } = consoleEndpoints.uploadFile;
      const sending = { url: app.url, path, token, bytes: 5 * mebibyte, times: 5 };
      for (const answer of await client.send(sending)) assert.match(answer, /^401 .*"reason":"session_missing"/);
    });
  }

  test('is cut off at twice the limit of its endpoint', async () => {
    const { socket, answer } = open('transfer-encoding: chunked', endpoints.save_user.path);
    const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536), Buffer.from('\r\n')]);
    let sent = 0;
    while (!socket.destroyed && sent < 64 * mebibyte) {
      sent += chunk.length;
      if (!socket.write(chunk)) await new Promise((resolve) => socket.once('drain', resolve).once('close', resolve));
    }
    assert.ok(socket.destroyed, `${sent} bytes were taken`);
    assert.match(answer(), /"ret_code":"900001"/);
  });

  test('may send its next request on the same connection', async () => {
    const { socket, answer } = open(`content-length: ${mebibyte}`, endpoints.save_user.path);
    await once(socket, 'data');
    socket.write(Buffer.alloc(mebibyte));
    socket.write('GET /livez HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n');
    await once(socket, 'close');
    assert.match(answer(), /"900001".*HTTP\/1\.1 200 .*\{"live":true\}$/s);
  });

  test('gets 100 Continue, if it expects that, only when its body is wanted', async () => {
    const body = '{"user_nick":"王"}';
    const head = `content-length: ${Buffer.byteLength(body)}\r\nexpect: 100-continue\r\nconnection: close`;
    const refused = open(head, endpoints.save_user.path);
    await once(refused.socket, 'data');
    assert.match(refused.answer(), /^HTTP\/1\.1 200 .*"900001"/s);
    refused.socket.destroy();

    const welcome = open(`token: ${token}\r\n${head}`, endpoints.save_user.path);
    await once(welcome.socket, 'data');
    assert.equal(welcome.answer(), 'HTTP/1.1 100 Continue\r\n\r\n');
    welcome.socket.write(body);
    await once(welcome.socket, 'close');
    assert.match(welcome.answer(), /HTTP\/1\.1 200 .*"000000"/s);
  });

  /** Sends the head of a POST, and no body. */
  function open(header: string, to: string): { socket: Socket; answer: () => string } {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    let text = '';
    socket
      .on('error', () => {})
      .on('data', (bytes) => {
        text += bytes;
      });
    socket.write(`POST ${to} HTTP/1.1\r\nhost: test\r\n${header}\r\n\r\n`);
    return { socket, answer: () => text };
  }
});
