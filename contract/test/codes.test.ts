import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codes } from '../src/index.ts';
import { readExample } from './examples.ts';

describe('the table of codes', () => {
  test('has every documented code with exactly the documented text', () => {
    const documented = readExample('codes.json') as Record<string, string>;
    const ours = new Map(Object.values(codes).map(({ code, text }) => [code, text]));
    for (const [code, text] of Object.entries(documented)) assert.equal(ours.get(code), text, code);
  });

  test('gives each code a single text', () => {
    const texts = new Map<string, string>();
    for (const { code, text } of Object.values(codes)) {
      assert.equal(texts.get(code) ?? text, text, code);
      texts.set(code, text);
    }
  });

  test('gives HTTP 200 to every business result', () => {
    const others = Object.entries(codes).filter(([, { status }]) => status !== 200);
    assert.deepEqual(Object.fromEntries(others.map(([reason, { status }]) => [reason, status])), {
      body_malformed: 400,
      path_unknown: 404,
      method_wrong: 405,
      request_late: 408,
      body_too_large: 413,
      head_too_large: 431,
      rate_limited: 429,
      internal: 500,
      overloaded: 503,
    });
  });

  test('has the word "token" in the texts of token failures, for clients that search for it', () => {
    for (const reason of ['token_missing', 'token_expired'] as const) assert.match(codes[reason].text, /token/);
  });
});
