import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { endpoints } from '@gongdan/contract';
import { consoleEndpoints } from '@gongdan/contract/console';
import { feedBytes } from '../../../src/http/body/feed.ts';
import { readMultipart } from '../../../src/http/body/multipart.ts';
import { startApp, type TestApp } from '../../app.ts';
import { addAgent } from '../../console/accounts.ts';
import { type Browser, browserOf } from '../../console/browser.ts';
import { ask, type RawRequest } from '../wire.ts';

const { path } = endpoints.save_user;
const most = 1000;
const json = { 'content-type': 'application/json' };
const multipart = { 'content-type': 'multipart/form-data; boundary=b' };

const pairs = (count: number) => Array.from({ length: count }, (_, index) => `p${index}=1`).join('&');
const members = (count: number) => `{${Array.from({ length: count }, (_, index) => `"p${index}":"a,b"`).join(',')}}`;
const parts = (count: number) =>
  `${'--b\r\nContent-Disposition: form-data; name="p"\r\n\r\n1\r\n'.repeat(count)}--b--\r\n`;
/** JSON with `depth` levels, the outermost object included. */
const nested = (depth: number) => `{"p":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;

describe('a request', () => {
  let app: TestApp;
  let token: string;
  before(async () => {
    app = await startApp();
    token = await app.token();
  });
  after(() => app.close());

  const send = (request: Partial<RawRequest>) =>
    ask(app.url, { method: 'POST', path, ...request, headers: { token, ...request.headers } });

  /**
   * The call knows none of the parameters. So an accepted request fails for a missing parameter (400004), not for its
   * form (400014).
   */
  async function assertTaken(request: Partial<RawRequest>): Promise<void> {
    const { status, text } = await send(request);
    assert.equal(status, 200, text);
    assert.match(text, /"ret_code":"400004"/);
  }

  async function assertMalformed(request: Partial<RawRequest>): Promise<void> {
    const { status, text } = await send(request);
    assert.equal(status, 400, text);
    assert.match(text, /"ret_code":"400014"/);
  }

  const forms: Readonly<Record<string, (count: number) => Partial<RawRequest>>> = {
    'pairs in its query': (count) => ({ path: `${path}?${pairs(count)}` }),
    'pairs in a form': (count) => ({ body: pairs(count) }),
    'members in its JSON object': (count) => ({ headers: json, body: members(count) }),
    parts: (count) => ({ headers: multipart, body: parts(count) }),
    'parts in an upload': (count) => ({ path: endpoints.upload_file.path, headers: multipart, body: parts(count) }),
  };
  for (const [name, requestOf] of Object.entries(forms)) {
    test(`may have ${most} ${name}; one more is malformed`, async () => {
      await assertTaken(requestOf(most));
      await assertMalformed(requestOf(most + 1));
    });
  }

  test('may hold JSON 64 levels deep; one level more is malformed', async () => {
    await assertTaken({ headers: json, body: nested(64) });
    await assertMalformed({ headers: json, body: nested(65) });
  });

  test('is refused for its token before its malformed body', async () => {
    for (const requestOf of Object.values(forms)) {
      for (const [given, code] of [
        ['', '900001'],
        ['0'.repeat(32), '900002'],
      ] as const) {
        const request = requestOf(900);
        const { status, text } = await send({
          ...request,
          body: `${request.body ?? '{'}{`,
          headers: { ...request.headers, token: given },
        });
        assert.equal(status, 200, text);
        assert.match(text, new RegExp(`"ret_code":"${code}"`));
      }
    }
  });

  test('with 18,000 parts is parsed no further than about the 1,001st part', async () => {
    const body = Buffer.from(parts(18_000));
    let fed = 0;
    const reading = readMultipart(
      async (parser, signal) => {
        for (let start = 0; start < body.length; start += 1024) {
          const piece = body.subarray(start, start + 1024);
          await feedBytes(piece)(parser, signal);
          fed += piece.length;
        }
      },
      multipart['content-type'],
      2 ** 20,
    );
    await assert.rejects(reading, { reason: 'body_malformed' });
    assert.ok(fed < 1.1 * parts(most).length, `${fed} of ${body.length} bytes were parsed`);
  });

  test('is answered when the parser gets stuck at a large part without a head', { timeout: 30_000 }, async () => {
    const next = '--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\n';
    const large = 'y'.repeat(70_000);
    await assertTaken({ headers: multipart, body: `--b\r\n\r\n${large}${next}--b${next}${next}${large}` });
  });

  describe('of the console', () => {
    let browser: Browser;
    before(async () => {
      browser = await browserOf(app, await addAgent(app, 'bounds@example.com'));
    });

    const post = (body: string, cookie = browser.cookie) =>
      ask(app.url, {
        method: 'POST',
        path: consoleEndpoints.saveView.path,
        headers: { ...json, cookie, origin: app.url, 'x-csrf-token': browser.csrfToken },
        body,
      });

    test('may have as many members, and is malformed beyond that', async () => {
      assert.doesNotMatch((await post(members(most))).text, /body_malformed/);
      assert.match(
        (await post(members(most + 1))).text,
        /body_malformed.*at most 1000 members, nested at most 64 deep/,
      );
    });

    test('is refused for its session before its body is parsed', async () => {
      assert.match((await post('{')).text, /body_malformed/);
      const { status, text } = await post('{', '');
      assert.equal(status, 401);
      assert.match(text, /session_missing/);
    });

    test('may have at most 16 KB to sign in', async () => {
      const signIn = (size: number) =>
        ask(app.url, {
          method: 'POST',
          path: consoleEndpoints.signIn.path,
          headers: { ...json, origin: app.url, 'sec-fetch-site': 'same-origin' },
          body: '{"email":"nobody@example.com","password":"wrong password"}'.padEnd(size),
        });
      assert.match((await signIn(16 * 1024)).text, /sign_in_refused|password_wrong|refused/);
      assert.equal((await signIn(16 * 1024 + 1)).status, 413);
    });
  });
});
