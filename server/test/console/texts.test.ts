import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { markedText } from '@gongdan/contract/markup';
import fc from 'fast-check';
import { plainText, safeHtml } from '../../src/console/shown/safe-html.ts';
import { unshown } from '../../src/console/shown/unshown.ts';
import { emptyTexts, texts, unshownTexts } from './texts.ts';

describe('a text that is no HTML', () => {
  for (const [content, read] of texts) {
    test(`is read as it was meant: ${JSON.stringify(content).slice(0, 60)}`, () => {
      assert.equal(plainText(content), read);
      assert.equal(readBy(safeHtml(content)), read);
    });
  }

  test('has no "<" left that a parser would take for a tag', () => {
    fc.assert(
      fc.property(fc.string(), (content) => {
        const { html, hasMarkup } = markedText(`<x ${content}`);
        if (!hasMarkup) assert.doesNotMatch(html, /<[a-z/!?]/i);
      }),
    );
  });
});

describe('a content of which nothing can be shown', () => {
  for (const content of unshownTexts) {
    test(`comes with its source: ${content}`, () => assert.equal(unshown(content), content));
  }

  for (const content of [...emptyTexts, ...texts.map(([text]) => text), '<hr>', '<p>好</p><script>x</script>']) {
    test(`is none that shows something or says nothing: ${JSON.stringify(content).slice(0, 60)}`, () => {
      assert.equal(unshown(content), null);
    });
  }
});

/** What a person reads of safe HTML, apart from how it looks. */
function readBy(html: string): string {
  const lines = html.replaceAll('<br />', '\n').replace(/<\/(?:p|div)>/g, '\n');
  const signs = { lt: '<', gt: '>', quot: '"', amp: '&' } as const;
  return lines
    .replace(/<[^<>]*>/g, '')
    .replace(/&(lt|gt|quot|amp);/g, (_, name: keyof typeof signs) => signs[name])
    .trim();
}
