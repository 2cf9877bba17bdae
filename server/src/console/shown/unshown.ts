import { hiddenElements, isElement } from '@gongdan/contract/markup';
import { decoded, safeHtml } from './safe-html.ts';

/** Elements that show something without holding text. */
const media = ['embed', 'frame', 'image', 'img', 'input'];
/** Elements whose text a reader would never see. */
const invisible = new Set(['head', 'style']);
/** Elements that hold or show something, which sanitising may have removed. */
const withContents = new Set([...hiddenElements, ...media].filter((name) => !invisible.has(name)));

/** Matches sanitised HTML that consists of tags and blanks only, and shows neither an image nor a horizontal rule. */
const blank = /^(?:<(?!img|hr)[^<>]*>|\s)*$/;

/**
 * Returns the source of a content of which sanitising left nothing to show, so that the agent does not see an empty
 * bubble. Null when something is left to show, or when the content was empty from the start, such as an editor's
 * `<p><br></p>`.
 */
export function unshown(content: string): string | null {
  return blank.test(safeHtml(content)) && !isBlank(content) ? content : null;
}

// Matches the document type, styles and Office's namespaces that mail programs put around even an empty paragraph.
// Bound: a text of 5,000 characters that leaves nothing to show; each part ends before the next "<".
const frame = /<!doctype[^<>]*>|<\?xml:namespace[^<>]*>|<style\b[^<>]*>(?:[^<]|<!--)*<\/style[^<>]*>/gi;

/** True when the content has neither text nor elements other than formatting. */
function isBlank(content: string): boolean {
  // Bound: a text of 5,000 characters that leaves nothing to show; each match ends before the next "<".
  const rest = content.replace(frame, '').replace(/<[^<>]*>/g, (tag) => (isFormatting(tag) ? '' : tag));
  return decoded(rest).trim() === '';
}

function isFormatting(tag: string): boolean {
  const [, name = ''] = /^<\/?([a-z][^ \t\n\f\r/>]*)/i.exec(tag) ?? [];
  return isElement(name.toLowerCase()) && !withContents.has(name.toLowerCase());
}
