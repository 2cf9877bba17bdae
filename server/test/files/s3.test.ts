import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { startApp, type TestApp } from '../app.ts';
import { type SwiftServer, startSwift, swiftMissing } from './swift.ts';

const missing = swiftMissing();

describe('Attachments in S3', { skip: missing ?? false }, () => {
  let swift: SwiftServer;
  let app: TestApp;

  before(async () => {
    swift = await startSwift();
    app = await startApp({ settings: settings() });
  });
  after(async () => {
    await app?.close();
    swift?.stop();
  });

  const settings = (secretKey = swift.secretKey) => ({
    filesUrl: 's3://gongdan/desk',
    s3Endpoint: swift.endpoint,
    s3AccessKey: swift.accessKey,
    s3SecretKey: secretKey,
  });
  const download = (url: string, range?: string) => fetch(url, range === undefined ? {} : { headers: { range } });
  const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

  test('are stored in a bucket that is created when missing, and are read back byte by byte', async () => {
    const bytes = randomBytes(3_000_000);
    const response = await download(await app.upload('upload_file', bytes, '照片.png'));
    assert.equal(response.headers.get('content-length'), '3000000');
    assert.ok((await bytesOf(response)).equals(bytes));
  });

  test('can be read in part', async () => {
    const url = await app.upload('upload_file', Buffer.from('0123456789'), 'digits.txt');
    const response = await download(url, 'bytes=3-5');
    assert.equal(response.status, 206);
    assert.equal(String(await bytesOf(response)), '345');
  });

  test('may be empty', async () => {
    const response = await download(await app.upload('upload_file', new Uint8Array(), 'empty.txt'));
    assert.equal((await bytesOf(response)).length, 0);
  });

  test('are found on every node', async () => {
    const other = await startApp({ settings: settings() });
    const url = await app.upload('upload_file', Buffer.from('shared'), 'shared.txt');
    const response = await download(url.replace(app.url, other.url));
    assert.equal(String(await bytesOf(response)), 'shared');
    await other.close();
  });

  test('that were removed are not found', async () => {
    const url = await app.upload('upload_file', Buffer.from('secret'), 'secret.txt');
    await app.server.context.files.remove(/files\/([0-9a-f]{32})\//.exec(url)![1]!);
    assert.equal((await download(url)).status, 404);
  });

  test('need the right keys, without which a server does not start', async () => {
    await assert.rejects(startApp({ settings: settings('wrong') }), /the bucket gongdan can't be used/);
  });

  test('are answered with 503 while the store does not answer', async () => {
    const url = await app.upload('upload_file', Buffer.from('later'), 'later.txt');
    swift.stop();
    assert.equal((await download(url)).status, 503);
    // The error of `upload` holds the answer, whose code says that the service failed.
    await assert.rejects(app.upload('upload_file', Buffer.from('no'), 'no.txt'), /999999|系统未知异常/);
  });
});
