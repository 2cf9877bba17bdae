import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { ask } from './wire.ts';

const path = '/api/ws/5/ticket/upload_file';
const multipart = { 'content-type': 'multipart/form-data; boundary=edge' };
const limit = 20 * 2 ** 20;

onEveryDatabase('uploads and downloads', (stores) => {
  let app: TestApp;
  let token: string;
  before(async () => {
    app = await startApp({ store: await stores.place() });
    token = await app.token();
  });
  after(() => app.close());

  const part = (disposition: string, contents: string) =>
    `--edge\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${contents}\r\n`;
  const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
    ask(app.url, { method: 'POST', path, headers: { token, ...multipart, ...headers }, body });
  const incoming = () => readdir(app.server.context.files.incoming);
  const attachments = () => app.server.context.db.query.selectFrom('attachment').selectAll().execute();

  test('a file comes back byte for byte, under its own name', async () => {
    const bytes = randomBytes(300_000);
    const address = await app.upload('upload_file', new Uint8Array(bytes), '发票 2026#1.pdf');
    assert.match(address, /\/files\/[0-9a-f]{32}\/%E5%8F%91%E7%A5%A8%202026%231\.pdf$/);
    assert.ok(address.startsWith(`${app.url}/`));
    const answer = await fetch(address);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), bytes);
    assert.equal(
      answer.headers.get('content-disposition'),
      "attachment; filename*=UTF-8''%E5%8F%91%E7%A5%A8%202026%231.pdf",
    );
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    const stored = (await attachments()).find(({ name }) => name === '发票 2026#1.pdf');
    assert.equal(stored?.sha256, createHash('sha256').update(bytes).digest('hex'));
    assert.equal(stored?.size, bytes.length);
    assert.deepEqual(await incoming(), []);
  });

  test('an image is shown inline; a file that could run in our origin never is', async () => {
    const disposition = async (name: string) => {
      const { headers } = await fetch(await app.upload('user_upload_file', new Uint8Array([1]), name));
      // With these headers a browser runs the file neither as a script nor as a style, and a page of it has no rights.
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('content-security-policy'), "default-src 'none'; sandbox");
      return [headers.get('content-disposition')?.split(';')[0], headers.get('content-type')];
    };
    assert.deepEqual(await disposition('a.PNG'), ['inline', 'image/png']);
    for (const name of ['a.svg', 'a.html', 'a.xhtml', 'a.xml', 'a.pdf', 'a.js', 'a.css', 'a.png.html', 'a', 'png']) {
      assert.deepEqual(await disposition(name), ['attachment', 'application/octet-stream']);
    }
  });

  test('the first file part is used, whatever its name', async () => {
    const body = [
      part('name="file_num_key"', 'k1'),
      part('name="whatever"; filename="第一.txt"', 'one'),
      part('name="file"; filename="second.txt"', 'two'),
    ];
    const { item } = (await post(`${body.join('')}--edge--\r\n`)).body() as { item: { file_url: string } };
    assert.ok(decodeURIComponent(item.file_url).endsWith('/第一.txt'));
    assert.equal(await (await fetch(item.file_url)).text(), 'one');
  });

  test('a path in the name is dropped', async () => {
    const { item } = (await post(`${part('name="f"; filename="../../etc/passwd"', 'x')}--edge--\r\n`)).body() as {
      item: { file_url: string };
    };
    assert.match(item.file_url, /\/passwd$/);
  });

  test('an upload without a file part is 400004', async () => {
    const bodies = [
      '',
      `${part('name="file"', 'text')}--edge--\r\n`,
      '{"file":{"path":"/etc/passwd","name":"x"}}',
      '{"file":"x"}',
    ];
    for (const body of bodies) {
      const { status, text } = await post(body);
      assert.equal(status, 200, text);
      assert.match(text, /"ret_code":"400004".*file/, body);
    }
    const { text } = await ask(app.url, {
      method: 'POST',
      path,
      headers: { token, 'content-type': 'multipart/form-data' },
      body: 'x',
    });
    assert.match(text, /400004/);
  });

  test('parts that end too early are 400, and leave nothing behind', async () => {
    const before = (await attachments()).length;
    const { status, text } = await post(`${part('name="f"; filename="a.txt"', 'half').slice(0, -2)}`);
    assert.equal(status, 400, text);
    assert.equal((await attachments()).length, before);
    assert.deepEqual(await incoming(), []);
  });

  test('a second file part that ends too early is 400, and the server goes on', async () => {
    const body = `${part('name="f"; filename="a.txt"', 'whole')}${part('name="g"; filename="b.txt"', 'half')}`;
    assert.equal((await post(body)).status, 400);
    assert.deepEqual(await incoming(), []);
  });

  test('a part without a name is no parameter', async () => {
    const { text } = await post(`--edge\r\nContent-Disposition: form-data\r\n\r\nx\r\n--edge--\r\n`);
    assert.match(text, /"ret_code":"400004".*file/);
  });

  test('a boundary of 300 characters is 400', async () => {
    const edge = 'e'.repeat(300);
    const body = part('name="f"; filename="a.txt"', 'x').replace('edge', edge);
    const { status, text } = await post(`${body}--${edge}--\r\n`, {
      'content-type': `multipart/form-data; boundary=${edge}`,
    });
    assert.equal(status, 400, text);
    assert.match(text, /"ret_code":"400014"/);
  });

  test('blanks before the first part are passed over, also when they come first', async () => {
    const body = `\r\n${part('name="f"; filename="a.txt"', 'x')}--edge--\r\n`;
    const chunks = ['\r\n', body.slice(2)].map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`);
    const chunked = await post(`${chunks.join('')}0\r\n\r\n`, { 'transfer-encoding': 'chunked' });
    for (const { text } of [await post(body), chunked]) assert.match(text, /"ret_code":"000000"/);
  });

  test('the fields of an upload may have a megabyte together; one character more is 413', async () => {
    const upload = (size: number) =>
      post(`${part('name="n"', 'v'.repeat(size))}${part('name="f"; filename="a.txt"', 'x')}--edge--\r\n`);
    assert.match((await upload(2 ** 20 - 1)).text, /"ret_code":"000000"/);
    assert.equal((await upload(2 ** 20)).status, 413);
    assert.deepEqual(await incoming(), []);
  });

  test('a name of 255 characters is accepted, a longer one refused', async () => {
    await app.upload('upload_file', new Uint8Array([1]), `${'名'.repeat(251)}.txt`);
    const long = `${part(`name="f"; filename="${'n'.repeat(252)}.txt"`, 'x')}--edge--\r\n`;
    assert.match((await post(long)).text, /"ret_code":"400014".*file/);
    assert.deepEqual(await incoming(), []);
  });

  test('20 MB are accepted; one byte more is 413', async () => {
    await app.upload('upload_file', new Uint8Array(limit), 'full.bin');
    const start = Buffer.from('--edge\r\nContent-Disposition: form-data; name="f"; filename="big"\r\n\r\n');
    const { status, text } = await post(
      Buffer.concat([start, Buffer.alloc(limit + 1), Buffer.from('\r\n--edge--\r\n')]),
    );
    assert.equal(status, 413, text);
    assert.match(text, /^\{"ret_code":"400014"/);
    assert.deepEqual(await incoming(), []);
  });

  test('a file without a token is not received', async () => {
    const body = `${part('name="f"; filename="a.txt"', 'x'.repeat(100_000))}--edge--\r\n`;
    assert.match((await post(body, { token: 'nobody' })).text, /900002/);
    assert.match((await post(body, { token: '' })).text, /900001/);
    assert.match((await post('{', { token: '', 'content-type': 'application/json' })).text, /900001/);
    assert.match((await post('no parts', { token: '' })).text, /900001/);
  });

  test('a range of a file can be requested', async () => {
    const address = await app.upload('upload_file', new TextEncoder().encode('0123456789'), 'digits.txt');
    const read = async (range: string) => {
      const answer = await fetch(address, { headers: { range } });
      return [answer.status, await answer.text(), answer.headers.get('content-range')];
    };
    assert.deepEqual(await read('bytes=2-4'), [206, '234', 'bytes 2-4/10']);
    assert.deepEqual(await read('bytes=7-'), [206, '789', 'bytes 7-9/10']);
    assert.deepEqual(await read('bytes=-2'), [206, '89', 'bytes 8-9/10']);
    assert.deepEqual(await read('bytes=0-99'), [206, '0123456789', 'bytes 0-9/10']);
    assert.equal((await read('bytes=10-'))[0], 416);
    assert.equal((await read('lines=1-2'))[0], 200);
  });

  test('no address leads to anything but uploaded files', async () => {
    const paths = [
      '/files/',
      `/files/${'0'.repeat(32)}/x`,
      '/files/../key/x',
      '/files/%2e%2e/key',
      '/files/..%2fkey/x',
      '/files/incoming/x',
    ];
    for (const other of paths) {
      const answer = await ask(app.url, { path: other });
      assert.equal(answer.status, 404, other);
      assert.equal(answer.body().ret_code, '400014');
    }
  });
});
