import { hiddenElements, isElement } from '@gongdan/contract/markup';
import { decoded, safeHtml } from './safe-html.ts';

/** Elements that show something although no text stands in them, and those whose text nobody sees. */
const media = ['embed', 'frame', 'image', 'img', 'input'];
const silent = new Set(['head', 'style']);
const telling = new Set([...hiddenElements, ...media].filter((name) => !silent.has(name)));

/** Matches sanitised HTML that has only tags and blanks, and neither an image nor a rule. */
const blank = /^(?:<(?!img|hr)[^<>]*>|\s)*$/;

/**
 * The content as it was sent when all of it was stripped, so that the agent sees more than an empty bubble; null when
 * something is shown, and when nothing was said: an editor's `<p><br></p>` beside a file.
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
