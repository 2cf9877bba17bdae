import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeHtml } from '../../src/contents/compose-html.ts';
import { linkParts } from '../../src/contents/link-parts.ts';

test('markup in typed text is escaped, so that it is shown as text', () => {
  assert.equal(
    composeHtml('<img src=x onerror="a(\'b\')"> & 1 < 2'),
    '&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt; &amp; 1 &lt; 2',
  );
});

test('line breaks and indents are kept', () => {
  assert.equal(composeHtml('一\r\n\n  二\n\n'), '一<br><br> &nbsp;二');
});

test('addresses become links, without the punctuation that ends the sentence', () => {
  assert.equal(
    composeHtml('见 https://a.example/x?a=1&b=2。'),
    '见 <a href="https://a.example/x?a=1&amp;b=2">https://a.example/x?a=1&amp;b=2</a>。',
  );
  assert.deepEqual(linkParts('(see http://a.example/b), or mail li@b.example.'), [
    { text: '(see ' },
    { text: 'http://a.example/b', href: 'http://a.example/b' },
    { text: '), or mail ' },
    { text: 'li@b.example', href: 'mailto:li@b.example' },
    { text: '.' },
  ]);
  assert.equal(linkParts('https://a.example/wiki/A_(b)')[0]?.href, 'https://a.example/wiki/A_(b)');
  assert.deepEqual(linkParts('javascript:alert(1)'), [{ text: 'javascript:alert(1)' }]);
});

test('mail addresses are told apart from other text with an @', () => {
  const linked = (line: string) => linkParts(line).flatMap(({ href }) => href ?? []);
  assert.deepEqual(linked('李雷 <li.lei+desk@b.example>, 或 x@y@c.example。'), [
    'mailto:li.lei+desk@b.example',
    'mailto:y@c.example',
  ]);
  assert.deepEqual(linked('@b.example li@ li@b li@.example a.b.c'), []);
  assert.deepEqual(linked('(li@b.example)'), ['mailto:li@b.example']);
});
