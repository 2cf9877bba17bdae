import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { markedText } from '@gongdan/contract/markup';
import fc from 'fast-check';
import { plainText, safeHtml } from '../../src/console/shown/safe-html.ts';
import { unshown } from '../../src/console/shown/unshown.ts';
import { emptyTexts, texts, unshownTexts } from './texts.ts';

describe('a text that is not HTML', () => {
  for (const [content, read] of texts) {
    test(`is shown as it was meant: ${JSON.stringify(content).slice(0, 60)}`, () => {
      assert.equal(plainText(content), read);
      assert.equal(readBy(safeHtml(content)), read);
    });
  }

  test('keeps no "<" that a parser would take for a tag', () => {
    fc.assert(
      fc.property(fc.string(), (content) => {
        const { html, hasMarkup } = markedText(`<x ${content}`);
        if (!hasMarkup) assert.doesNotMatch(html, /<[a-z/!?]/i);
      }),
    );
  });
});

describe('the source of a content', () => {
  for (const content of unshownTexts) {
    test(`is shown when nothing else of it can be: ${content}`, () => assert.equal(unshown(content), content));
  }

  for (const content of [...emptyTexts, ...texts.map(([text]) => text), '<hr>', '<p>好</p><script>x</script>']) {
    test(`is not shown when something else is, or the content was empty: ${JSON.stringify(content).slice(0, 60)}`, () => {
      assert.equal(unshown(content), null);
    });
  }
});

/** The text that a person reads in safe HTML, without its formatting. */
function readBy(html: string): string {
  const lines = html.replaceAll('<br />', '\n').replace(/<\/(?:p|div)>/g, '\n');
  const signs = { lt: '<', gt: '>', quot: '"', amp: '&' } as const;
  return lines
    .replace(/<[^<>]*>/g, '')
    .replace(/&(lt|gt|quot|amp);/g, (_, name: keyof typeof signs) => signs[name])
    .trim();
}
