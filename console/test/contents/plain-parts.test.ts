import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainLines } from '../../src/contents/plain-parts.ts';

test('a text without markup is lines and links', () => {
  assert.deepEqual(plainLines('您好\n见 https://a.example'), [
    [{ text: '您好' }],
    [{ text: '见 ' }, { text: 'https://a.example', href: 'https://a.example' }],
  ]);
});

test('what has more than lines and links is never read as if it were plain', () => {
  for (const html of [
    '<img src=x onerror=alert(1)>',
    '<p onclick="alert(1)">x</p>',
    '<a href="https://a.example" onmouseover="alert(1)">x</a>',
    '<p style="position:fixed">x</p>',
    '<p>1 < 2</p>',
    '<!-- x -->',
    '<body onload=alert(1)>',
  ]) {
    assert.equal(plainLines(html), null, html);
  }
});
