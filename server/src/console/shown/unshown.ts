import { hiddenElements, isElement } from '@gongdan/contract/markup';
import { decoded, safeHtml } from './safe-html.ts';

/** `media` are elements that show something without holding text. `silent` are elements whose text nobody sees. */
const media = ['embed', 'frame', 'image', 'img', 'input'];
const silent = new Set(['head', 'style']);
const telling = new Set([...hiddenElements, ...media].filter((name) => !silent.has(name)));

/** Matches sanitised HTML that consists of tags and blanks, without an image or a rule. */
const blank = /^(?:<(?!img|hr)[^<>]*>|\s)*$/;

/**
 * Returns the source of a content that sanitising has emptied, so that the agent does not see an empty
 * bubble. Null when something of it is shown, or when it was empty from the start, such as an editor's `<p><br></p>`.
 */
export function unshown(content: string): string | null {
  return blank.test(safeHtml(content)) && !isBlank(content) ? content : null;
}

// Mail programs send whole documents with a type, styles and Office's namespaces around an empty paragraph.
// Bound: a text of 5,000 characters that leaves nothing to show; each part ends before the next "<".
const frame = /<!doctype[^<>]*>|<\?xml:namespace[^<>]*>|<style\b[^<>]*>(?:[^<]|<!--)*<\/style[^<>]*>/gi;

function isBlank(content: string): boolean {
  // Bound: a text of 5,000 characters that leaves nothing to show; each match ends before the next "<".
  const beside = content.replace(frame, '').replace(/<[^<>]*>/g, (tag) => (isFormatting(tag) ? '' : tag));
  return decoded(beside).trim() === '';
}

function isFormatting(tag: string): boolean {
  const [, name = ''] = /^<\/?([a-z][^ \t\n\f\r/>]*)/i.exec(tag) ?? [];
  return isElement(name.toLowerCase()) && !telling.has(name.toLowerCase());
}
