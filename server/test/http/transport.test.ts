import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { ask, askBytes, type RawRequest } from './wire.ts';

const saveUser = '/api/crm/5/user/save_user';
const userById = '/api/crm/5/user/get_user_by_id';
const longestNick = 100;
const json = { 'content-type': 'application/json' };

onEveryDatabase('the transport', (stores) => {
  let app: TestApp;
  let token: string;
  before(async () => {
    app = await startApp({ store: await stores.place() });
    token = await app.token();
  });
  after(() => app.close());

  const send = (request: RawRequest) => ask(app.url, { ...request, headers: { token, ...request.headers } });
  const post = (body: string | Buffer, headers: Record<string, string> = {}, path = saveUser) =>
    send({ method: 'POST', path, headers, body });

  /** Returns the nick that the server read from the call; the whole answer when there is none. */
  async function nickOf(request: RawRequest): Promise<unknown> {
    const { status, text, body } = await send({ method: 'POST', ...request });
    assert.equal(status, 200, text);
    return (body().item as { user_nick: string } | undefined)?.user_nick ?? text;
  }

  function assertFailure(answer: Awaited<ReturnType<typeof ask>>, status: number, code: string): string {
    assert.equal(answer.status, status, answer.text);
    assert.match(answer.headers['content-type'] ?? '', /^application\/json/);
    assert.deepEqual(Object.keys(answer.body()), ['ret_code', 'ret_msg'], 'item and items are absent');
    assert.equal(answer.body().ret_code, code);
    return String(answer.body().ret_msg);
  }

  describe('status', () => {
    test('a business failure is HTTP 200 with the code in the envelope', async () => {
      assertFailure(await post('{}', json), 200, '400004');
    });

    test('an unknown path is 404 in the envelope', async () => {
      assertFailure(await send({ path: '/api/ws/5/ticket/nothing' }), 404, '400014');
      assertFailure(await send({ path: '/nothing' }), 404, '400014');
      assertFailure(await send({ path: '/api/%zz' }), 404, '400014');
    });

    test('a wrong method is 405 in the envelope, with the right ones in Allow', async () => {
      for (const [method, path, allowed] of [
        ['GET', saveUser, 'POST'],
        ['DELETE', userById, 'GET, HEAD, POST'],
        ['PURGE', userById, 'GET, HEAD, POST'],
      ] as const) {
        const answer = await send({ method, path });
        assertFailure(answer, 405, '400014');
        assert.equal(answer.headers.allow, allowed);
      }
    });

    test('a JSON body that is not an object is 400, after the token was checked', async () => {
      for (const body of ['{"a":1,,}', '[1]', '"text"', '{', 'null', '{"a":1}{']) {
        assertFailure(await post(body, json), 400, '400014');
        assertFailure(await post(body, { ...json, token: '' }), 200, '900001');
        assertFailure(await post(body, { ...json, token: '0'.repeat(32) }), 200, '900002');
      }
    });

    test('a body that is not UTF-8 is 400', async () => {
      assertFailure(await post(Buffer.from('{"user_nick":"\xff"}', 'latin1'), json), 400, '400014');
    });

    test('a body nested deeper than any parameter is 400', async () => {
      assertFailure(await post(`{"a":${'['.repeat(100_000)}`, json), 400, '400014');
      assertFailure(await post(`{"a":${'['.repeat(100)}${']'.repeat(100)}}`, json), 400, '400014');
      assert.equal(
        await nickOf({ path: saveUser, body: `{"user_nick":"[[${'['.repeat(60)}\\""}` }),
        `[[${'['.repeat(60)}"`,
      );
    });

    test('2^20 bytes are accepted; one more is 413', async () => {
      const filled = (size: number) => `{"user_nick":"full"${' '.repeat(size - 20)}}`;
      assert.equal(await nickOf({ path: saveUser, body: filled(2 ** 20) }), 'full');
      assertFailure(await post(filled(2 ** 20 + 1), json), 413, '400014');
    });

    test('a declared length over the limit is 413 before the token, an undeclared one after it', async () => {
      const body = ' '.repeat(2 ** 20 + 1);
      const chunked = { ...json, 'transfer-encoding': 'chunked' };
      const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
      assertFailure(await post(body, { ...json, token: '' }), 413, '400014');
      assertFailure(await post(chunks, { ...chunked, token: '' }), 200, '900001');
      assertFailure(await post(chunks, chunked), 413, '400014');
    });

    test('get_token accepts bodies of up to 16 KB', async () => {
      const sized = (size: number) => '{"appid":"nobody","create_time":"1","sign":"s"}'.padEnd(size);
      const ask = (body: string) => post(body, { ...json, token: '' }, '/api/get_token');
      assert.equal((await ask(sized(16 * 1024))).status, 200);
      assertFailure(await ask(sized(16 * 1024 + 1)), 413, '400014');
    });

    test('a compressed body is 400, after the token was checked', async () => {
      const gzip = { ...json, 'content-encoding': 'gzip' };
      assertFailure(await post('x', gzip), 400, '400014');
      assertFailure(await post('x', { ...gzip, token: '' }), 200, '900001');
    });

    test('bytes that are not HTTP are answered with the envelope, too', async () => {
      assertFailure(await askBytes(app.url, Buffer.from('HELLO\r\n\r\n')), 400, '400014');
      const long = `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`;
      assertFailure(await askBytes(app.url, Buffer.from(long)), 431, '400014');
    });
  });

  describe('envelope', () => {
    test('every answer has its own x-request-id', async () => {
      const paths = [userById, '/nothing', '/livez', '/files/x/y', '/api/get_token'];
      const ids = await Promise.all(paths.map(async (path) => (await send({ path })).headers['x-request-id']));
      assert.ok(ids.every(Boolean));
      assert.equal(new Set(ids).size, paths.length);
    });

    test('ret_msg begins with the documented text and names the parameter', async () => {
      const { body } = await post('{}', json);
      assert.match(String(body().ret_msg), /^请求参数不能为空: user_nick/);
    });
  });

  describe('token', () => {
    test('a missing or blank token is 900001, an unknown one 900002, and both name it', async () => {
      for (const [given, code] of [
        ['', '900001'],
        ['  ', '900001'],
        ['0'.repeat(32), '900002'],
        ['中', '900002'],
      ] as const) {
        const message = assertFailure(await send({ path: userById, headers: { token: given } }), 200, code);
        assert.match(message, /token/);
      }
      assertFailure(await ask(app.url, { path: userById }), 200, '900001');
    });

    test('the header may be written in any case, with blanks around its value', async () => {
      for (const name of ['Token', 'TOKEN', 'tOkEn']) {
        const answer = await ask(app.url, { path: userById, headers: { [name]: ` ${token}  ` } });
        assert.equal(answer.body().ret_code, '400004');
      }
    });
  });

  describe('parameters', () => {
    test('are read from the query, JSON, a form and multipart', async () => {
      const multipart = 'multipart/form-data; boundary=xx';
      const part = '--xx\r\nContent-Disposition: form-data; name="user_nick"\r\n\r\n部分\r\n--xx--\r\n';
      assert.equal(await nickOf({ path: `${saveUser}?user_nick=%E6%9F%A5` }), '查');
      assert.equal(await nickOf({ path: saveUser, headers: json, body: '{"user_nick":"体"}' }), '体');
      assert.equal(await nickOf({ path: saveUser, body: 'user_nick=%E8%A1%A8+a%20b' }), '表 a b');
      assert.equal(await nickOf({ path: saveUser, headers: { 'content-type': multipart }, body: part }), '部分');
    });

    test('in query and body are merged, and the body wins', async () => {
      const path = `${saveUser}?user_nick=query&user_name=n`;
      assert.equal(await nickOf({ path, headers: json, body: '{"user_nick":"body"}' }), 'body');
      assert.equal(await nickOf({ path, body: 'user_nick=form' }), 'form');
      assert.equal(await nickOf({ path, headers: json, body: '{"user_nick":" "}' }), 'query', 'a blank is not given');
    });

    test('in the body of a GET count too', async () => {
      const saved = await app.done('save_user', { user_nick: '王' });
      const answer = await send({ path: userById, headers: json, body: JSON.stringify({ userid: saved.item.userid }) });
      assert.equal(answer.body().ret_code, '000000', answer.text);
    });

    test('a body that begins with { is JSON, whatever its content type', async () => {
      for (const type of [
        'application/x-www-form-urlencoded',
        'text/plain',
        'multipart/form-data; boundary=x',
        'no type',
      ]) {
        const headers = { 'content-type': type };
        assert.equal(await nickOf({ path: saveUser, headers, body: ' \n{"user_nick":"体"}' }), '体', type);
      }
      assert.equal(await nickOf({ path: saveUser, body: '\ufeff{"user_nick":"体"}' }), '体', 'after a byte order mark');
    });

    test('raw UTF-8 in a form is read', async () => {
      assert.equal(await nickOf({ path: saveUser, body: 'user_nick=中文' }), '中文');
    });

    test('names and values are trimmed', async () => {
      assert.equal(await nickOf({ path: saveUser, headers: json, body: '{" user_nick ":"  a b  "}' }), 'a b');
      assert.equal(await nickOf({ path: `${saveUser}?%20user_nick=%20c` }), 'c');
    });

    test('null and blank count as not given', async () => {
      for (const body of ['{"user_nick":null}', '{"user_nick":"  "}']) {
        assert.match(assertFailure(await post(body, json), 200, '400004'), /user_nick/);
      }
    });

    test('a number is accepted where text is documented, unless an exponent hides its digits', async () => {
      assert.equal(await nickOf({ path: saveUser, body: '{"user_nick":42}' }), '42');
      assert.equal(await nickOf({ path: saveUser, body: '{"user_nick":-0.5}' }), '-0.5');
      for (const number of ['1e400', '1e21', '1e-9']) {
        assert.match(assertFailure(await post(`{"user_nick":${number}}`), 200, '400014'), /user_nick/);
      }
      for (const other of ['true', '{"a":1}', '[1]']) {
        assert.match(assertFailure(await post(`{"user_nick":${other}}`), 200, '400014'), /user_nick/);
      }
    });

    test('an unknown key is ignored, __proto__ too', async () => {
      assert.equal(
        await nickOf({ path: saveUser, body: '{"__proto__":{"user_nick":"x"},"parentid":1,"user_nick":"y"}' }),
        'y',
      );
      assertFailure(await post('{"__proto__":{"user_nick":"x"}}'), 200, '400004');
    });

    test('other spellings of known names are accepted', async () => {
      const { item } = await app.done('save_user', { user_nick: '王', user_emails: 'Alias@example.com' });
      for (const name of ['userid', 'user_id', 'userId']) {
        assert.equal((await send({ path: `${userById}?${name}=${item.userid}` })).body().ret_code, '000000', name);
      }
      const byEmail = '/api/crm/5/user/get_user_by_email?user_email=alias@example.com';
      assert.equal((await send({ path: byEmail })).body().ret_code, '000000');
    });

    test('a list may be sent as JSON text, or as its only entry', async () => {
      const user = (value: unknown) => JSON.stringify({ user_nick: 'x', extend_field_params: value });
      for (const value of [[], '[]', [null]]) assert.equal((await post(user(value))).body().ret_code, '000000');
      const missing = [{ field_value: 'v' }, [{ field_value: 'v' }], '[{"field_value":"v"}]', '{"field_value":"v"}'];
      for (const value of missing) {
        assert.match(assertFailure(await post(user(value)), 200, '400004'), /extend_field_params\[0\]\.fieldid/);
      }
      for (const value of ['[', 'x', 7, '[1]']) {
        assert.match(assertFailure(await post(user(value)), 200, '400014'), /extend_field_params/);
      }
    });

    test('a NUL, a lone surrogate and bytes that are not UTF-8 are form errors', async () => {
      for (const body of [
        '{"user_nick":"a\\u0000"}',
        '{"user_nick":"\\ud800"}',
        'user_nick=%00a',
        'user_nick=%ff',
        'user_nick=%C4%E3%BA%C3',
      ]) {
        assert.match(assertFailure(await post(body), 200, '400014'), /user_nick/, body);
      }
      assertFailure(await post(Buffer.from('user_nick=\xc4\xe3', 'latin1')), 200, '400014');
    });

    test('a part that is not in the charset that it states, by default UTF-8, is refused with the name of the parameter', async () => {
      const parts = (type: string) =>
        Buffer.from(
          `--b\r\nContent-Disposition: form-data; name="user_nick"\r\n${type}\r\n\xc4\xe3\xba\xc3\r\n--b--\r\n`,
          'latin1',
        );
      const headers = { 'content-type': 'multipart/form-data; boundary=b' };
      for (const type of [
        '',
        'Content-Type: text/plain; charset=utf-8\r\n',
        'Content-Type: text/plain; charset=x\r\n',
      ]) {
        assert.match(assertFailure(await post(parts(type), headers), 200, '400014'), /user_nick/, type);
      }
      const stated = parts('Content-Type: text/plain; charset="GBK"\r\n');
      assert.equal(await nickOf({ path: saveUser, headers, body: stated }), '你好');
    });

    test('limits of length count code points after trimming', async () => {
      const most = '😀'.repeat(longestNick);
      assert.equal(await nickOf({ path: saveUser, body: JSON.stringify({ user_nick: ` ${most}  ` }) }), most);
      const message = assertFailure(await post(JSON.stringify({ user_nick: `${most}a` })), 200, '400014');
      assert.match(message, /user_nick: longer than/);
    });

    test('a percent sign that escapes nothing stands for itself', async () => {
      assert.equal(await nickOf({ path: saveUser, body: 'user_nick=100%&x=%' }), '100%');
    });

    test('a company other than that of the token is refused, and the refusal names companyid', async () => {
      const body = { companyid: 'other', ticket_title: 't', ticket_content: 'c', ticket_typeid: '1', ticket_from: '1' };
      assert.match(await app.refused('save_user_ticket', { ...body, user_emails: 'a@b.c' }, '400014'), /companyid/);
    });
  });

  describe('empty bodies', () => {
    test('a GET with a JSON content type has no parameters', async () => {
      assertFailure(await send({ path: userById, headers: json }), 200, '400004');
      assertFailure(await send({ path: userById, headers: { ...json, 'content-length': '0' } }), 200, '400004');
    });

    test('a POST without a body takes its parameters from the query', async () => {
      assert.equal(await nickOf({ path: `${saveUser}?user_nick=q` }), 'q');
      assert.equal(await nickOf({ path: `${saveUser}?user_nick=q`, headers: json }), 'q');
      assert.equal(await nickOf({ path: `${saveUser}?user_nick=q`, headers: json, body: ' \r\n' }), 'q');
      const chunked = { 'transfer-encoding': 'chunked', ...json };
      assert.equal(await nickOf({ path: `${saveUser}?user_nick=q`, headers: chunked, body: '0\r\n\r\n' }), 'q');
    });

    test('a multipart body without a boundary has no parameters', async () => {
      const headers = { 'content-type': 'multipart/form-data' };
      assert.equal(await nickOf({ path: `${saveUser}?user_nick=q`, headers }), 'q');
      assert.equal(await nickOf({ path: `${saveUser}?user_nick=q`, headers, body: 'user_nick=other' }), 'q');
      const bounded = { 'content-type': 'multipart/form-data; boundary=x' };
      assert.equal(await nickOf({ path: `${saveUser}?user_nick=q`, headers: bounded }), 'q');
    });
  });

  describe('paths', () => {
    test('an address with raw UTF-8, as curl sends it, is read', async () => {
      assert.equal(
        await nickOf({ method: 'POST', path: `${saveUser}?user_nick=我对本次服务表示满意` }),
        '我对本次服务表示满意',
      );
      const { body } = await send({ path: '/工单' });
      assert.equal(body().ret_code, '400014');
    });

    test('repeated slashes collapse', async () => {
      assert.equal(await nickOf({ path: `//api///crm/5/user//save_user?user_nick=a//b` }), 'a//b');
    });

    test('an encoded blank at the edge of a segment is dropped', async () => {
      assert.equal(await nickOf({ path: '/api/crm/5/user/%20save_user?user_nick=a' }), 'a');
      assert.equal(await nickOf({ path: '/api/crm%20/5/user/save_user%20?user_nick=a' }), 'a');
    });

    test('a whole address in the request line is accepted', async () => {
      assert.equal(await nickOf({ path: `http://www.example.com${saveUser}?user_nick=a` }), 'a');
    });
  });

  test('a call that only reads accepts POST, too', async () => {
    assertFailure(await post('{}', json, userById), 200, '400004');
  });

  describe('times', () => {
    const list = '/api/ws/5/ticket/query_tickets';
    const spellings = [
      '2026-03-01+00:00:00',
      '2026-03-01%2000:00:00',
      '2026-03-01%252000%253A00%253A00',
      '%202026-03-01%2000:00:00',
    ];
    for (const written of spellings) {
      test(`${written} is read`, async () => {
        const { body, text } = await send({
          path: `${list}?create_start_datetime=${written}&create_end_datetime=${written}`,
        });
        assert.equal(body().ret_code, '000000', text);
      });
    }

    test('a time that the calendar does not have is 400005', async () => {
      for (const written of ['2026-02-30 00:00:00', '2026-03-01', '1772294400', '2026-03-01T00:00:00']) {
        const times = { create_start_datetime: written, create_end_datetime: '2026-03-02 00:00:00' };
        assert.match(await app.refused('query_tickets', times, '400005'), /create_start_datetime/);
      }
    });

    test('missing parameters are reported before malformed ones, in the document’s order', async () => {
      assert.match(await app.refused('query_tickets', { create_start_datetime: 'x' }, '400001'), /create_end_datetime/);
      assert.match(await app.refused('query_tickets', {}, '400001'), /create_start_datetime/);
    });
  });
});
