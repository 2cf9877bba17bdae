import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksPlain } from '../../src/contents/looks-plain.ts';

test('HTML with only lines and links looks plain', () => {
  for (const html of [
    '您好\n见 https://a.example',
    '<p>您好</p><div>第二行<br/></div>',
    '<p>见 <a href="https://a.example" target="_blank" rel="noopener noreferrer">这里</a></p>',
  ]) {
    assert.equal(looksPlain(html), true, html);
  }
});

test('HTML with other markup does not look plain', () => {
  for (const html of [
    '<img src=x onerror=alert(1)>',
    '<p onclick="alert(1)">x</p>',
    '<a href="https://a.example" onmouseover="alert(1)">x</a>',
    '<p style="position:fixed">x</p>',
    '<p>1 < 2</p>',
    '<!-- x -->',
    '<body onload=alert(1)>',
  ]) {
    assert.equal(looksPlain(html), false, html);
  }
});
