import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { plainText, safeHtml } from '../../src/console/shown/safe-html.ts';
import { hostile } from './hostile.ts';
import { honestHtml, shapes } from './shapes.ts';

const file = '/files/0123456789abcdef0123456789abcdef/door.png';

/** The tags that may remain, as the sanitiser writes them; `allowedTags` adds attributes, links and images. */
const plain =
  'p|br|hr|div|span|b|strong|i|em|u|s|strike|del|ins|sub|sup|small|mark|code|pre|kbd|samp|blockquote|q|h[1-6]|ul|ol|li|dl|dt|dd|' +
  'table|caption|thead|tbody|tfoot|tr|th|td|colgroup|col|figure|figcaption';
const text = '[^"<>]*';
const allowedTags = new RegExp(
  [
    `<(?:${plain})(?: (?:colspan|rowspan|start|value)="[0-9]{1,4}")*(?: /)?>`,
    `</(?:${plain}|a)>`,
    `<a(?: title="${text}")?>`,
    `<a href="(?:https?://|mailto:|tel:|/files/[0-9a-f]{32}/)${text}" target="_blank" rel="noopener noreferrer nofollow"(?: title="${text}")?>`,
    `<img(?: (?:alt|title)="${text}"| (?:width|height)="[0-9]{1,4}")* src="(?:/files/[0-9a-f]{32}/[^"<>?#]+|data:image/(?:png|jpeg|gif|webp|bmp);base64,[A-Za-z0-9+/=]+)" />`,
  ].join('|'),
  'g',
);

/** Returns the text without the allowed tags. The rest must not hold the beginning of another tag. */
function withoutAllowedTags(html: string): string {
  return html.replaceAll(allowedTags, '');
}

let salt = 0;
const rounds = 9;

describe('a text of strangers', () => {
  test('is tested in many hostile forms', () => {
    assert.ok(hostile.length >= 150, `${hostile.length}`);
    assert.equal(new Set(hostile).size, hostile.length);
  });

  for (const [index, content] of hostile.entries()) {
    test(`leaves nothing but allowed tags and attributes: ${index} ${JSON.stringify(content).slice(0, 60)}`, () => {
      const html = safeHtml(content);
      assert.doesNotMatch(withoutAllowedTags(html), /[<>]/, html);
      const around = safeHtml(`<p>前${content}后</p>`);
      assert.doesNotMatch(withoutAllowedTags(around), /[<>]/, around);
      assert.equal(safeHtml(html), html, 'made safe again it stays as it is');
    });
  }

  test('is safe in any combination of hostile pieces', () => {
    const piece = fc.oneof(
      fc.constantFrom(...hostile),
      fc.string({ maxLength: 5 }),
      fc.constantFrom('<', '>', '"', "'", '/', '=', '&'),
    );
    const cut = fc.tuple(piece, fc.nat({ max: 40 })).map(([whole, at]) => whole.slice(at));
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, cut), { maxLength: 6 }), (pieces) => {
        const html = safeHtml(pieces.join(''));
        assert.doesNotMatch(withoutAllowedTags(html), /[<>]/, html);
      }),
      { numRuns: 2000 },
    );
  });

  test('keeps its formatting, lists, tables and links', () => {
    const content =
      '<h2>步骤</h2><ol start="3"><li><b>重启</b></li></ol><table><tr><td colspan="2">型号</td></tr></table><pre>a\nb</pre>';
    assert.equal(safeHtml(content), content);
    assert.equal(
      safeHtml('<a href="https://example.com/?a=1&amp;b=2" target="_top">说明</a>'),
      '<a href="https://example.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">说明</a>',
    );
  });

  test('shows images that were uploaded here under any host name or are embedded', () => {
    for (const address of [file, `https://old.example${file}`]) {
      assert.equal(safeHtml(`<img src="${address}" alt="门">`), `<img alt="门" src="${file}" />`);
    }
    const embedded = '<img src="data:image/png;base64,iVBORw0KGgo=" />';
    assert.equal(safeHtml(embedded), embedded);
  });

  test('shows an image from elsewhere as a link, and does not load it', () => {
    const address = 'https://elsewhere.example/door.jpg';
    const link = `<a href="${address}" target="_blank" rel="noopener noreferrer nofollow">${address}</a>`;
    assert.equal(safeHtml(`<p>看<img src="${address}">图</p>`), `<p>看${link}图</p>`);
  });

  test('keeps its line breaks and special characters when it has no markup', () => {
    assert.equal(safeHtml('a < b\r\nc & d\n<3'), 'a &lt; b<br />c &amp; d<br />&lt;3');
    assert.equal(plainText('a < b\nc'), 'a < b\nc');
    assert.equal(plainText('x&lt;y &amp;&amp; y&lt;z'), 'x<y && y<z');
    assert.equal(plainText('<p>一</p><p>二<br>三 &amp; 四</p><style>x</style>'), '一\n二\n三 & 四');
  });

  test('is complete as plain text, also after an image from elsewhere', () => {
    assert.equal(
      plainText('<p>看<img src="https://elsewhere.example/a.jpg">图</p>'),
      '看https://elsewhere.example/a.jpg图',
    );
    assert.equal(plainText('<ul><li>一<li>二</ul>三'), '一\n二\n三');
  });
});

// The longest text has 5,000 characters. At four times that length a quadratic cost is obvious: 30 times the cost of
// ordinary HTML and more. The library's own overhead stays within 7 times. `npm run bench:contents` measures 5,000
// characters. The bound is 14 times the cost of ordinary HTML, twice the library's overhead.
describe('a text made to be expensive', () => {
  const length = 20_000;
  const mostHonest = 14;
  const honest = {
    safeHtml: leastCpu(safeHtml, honestHtml(length)),
    plainText: leastCpu(plainText, honestHtml(length)),
  };

  for (const [name, shape] of shapes) {
    test(`costs no more than its length justifies: ${name}`, () => {
      const text = shape(length);
      assert.ok(isWithin(mostHonest * honest.safeHtml, safeHtml, text));
      assert.ok(isWithin(mostHonest * honest.plainText, plainText, text));
    });
  }
});

/** One round within the bound is enough, because other programs only add to the measured cost. */
function isWithin(bound: number, make: (text: string) => string, text: string): boolean {
  return Array.from({ length: rounds }).some(() => cpuOf(make, text) < bound);
}

function leastCpu(make: (text: string) => string, text: string): number {
  return Math.min(...Array.from({ length: rounds }, () => cpuOf(make, text)));
}

/** Processor time in microseconds. All texts differ, so that none comes from the cache. */
function cpuOf(make: (text: string) => string, text: string): number {
  salt += 1;
  const own = `${text}${salt}`;
  const before = process.cpuUsage();
  make(own);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
