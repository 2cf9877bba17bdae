import { isElement } from '@gongdan/contract/markup';
import { decoded, safeHtml, unreadable } from './safe-html.ts';

/** Elements that show something although no text stands in them. */
const media = [
  'audio',
  'canvas',
  'embed',
  'frame',
  'iframe',
  'image',
  'img',
  'input',
  'math',
  'object',
  'svg',
  'video',
];
const telling = new Set([...unreadable, ...media]);

/** Tags and blanks as the sanitiser leaves them, but for a picture and a line. */
const blank = /^(?:<(?!img|hr)[^<>]*>|\s)*$/;

/**
 * The content as it was sent when all of it was stripped, so that the agent sees more than an empty bubble; null when
 * something is shown, and when nothing was said: an editor's `<p><br></p>` beside a file.
 */
export function unshown(content: string): string | null {
  return blank.test(safeHtml(content)) && !isBlank(content) ? content : null;
}

function isBlank(content: string): boolean {
  // Bound: a text of 5,000 characters that leaves nothing to show; each match ends before the next "<".
  const beside = content.replace(/<[^<>]*>/g, (tag) => (isFormatting(tag) ? '' : tag));
  return decoded(beside).trim() === '';
}

function isFormatting(tag: string): boolean {
  const [, name = ''] = /^<\/?([a-z][^ \t\n\f\r/>]*)/i.exec(tag) ?? [];
  return isElement(name.toLowerCase()) && !telling.has(name.toLowerCase());
}
