import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Endpoint, endpoints } from '@gongdan/contract';
import fc from 'fast-check';
import { startApp, type TestApp } from '../../app.ts';
import { ask, type RawAnswer } from '../wire.ts';

const all = Object.values<Endpoint>(endpoints);
const types = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=b',
  'text/plain; charset=gbk',
  'application/',
  ';;;',
];

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const brokenJson = fc
  .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '{', '"', '\\', '\u0000'))
  .map(([text, at, insertion]) => Buffer.from(text.slice(0, at % (text.length + 1)) + insertion));
const parts = fc
  .array(
    fc.constantFrom(
      '--b',
      '--b--',
      '\r\n',
      '\r\n\r\n',
      'Content-Disposition: form-data; name="file"',
      '; filename="x"',
      ' ',
      '"',
    ),
  )
  .map((pieces) => Buffer.from(pieces.join('')));

/** Makes JSON bodies with parameters that the endpoint knows, and values of every kind. */
function knownNames({ parameters }: Endpoint): fc.Arbitrary<Buffer> {
  const names = Object.keys(parameters.properties);
  if (names.length === 0) return brokenJson;
  return fc.dictionary(fc.constantFrom(...names), fc.jsonValue()).map((object) => Buffer.from(JSON.stringify(object)));
}

const request = fc.constantFrom(...all).chain((endpoint) =>
  fc.record({
    endpoint: fc.constant(endpoint),
    type: fc.constantFrom(...types),
    body: fc.oneof(bytes, brokenJson, parts, knownNames(endpoint)),
  }),
);

function assertEnvelope({ status, headers, text, body }: RawAnswer): void {
  assert.ok([200, 400, 501].includes(status), text);
  assert.match(headers['content-type'] ?? '', /^application\/json/);
  assert.match(String(body().ret_code), /^[0-9]{6}$/);
  assert.equal(typeof body().ret_msg, 'string');
}

describe('bad bodies', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.close());

  test('are answered with the envelope, never with an internal error', async () => {
    const token = await app.token();
    await fc.assert(
      fc.asyncProperty(request, async ({ endpoint: { path, method }, type, body }) => {
        assertEnvelope(await ask(app.url, { method, path, headers: { token, 'content-type': type }, body }));
      }),
      { numRuns: 1000 },
    );
  });
});
