/** Matches the tags p, div, span and br without attributes, and links with at most href, rel and target. */
const plainTag = /^<(?:\/?(?:p|div|span|br)\s*\/?|a(?: (?:href|rel|target)="[^"]*")*|\/a)>$/i;

/**
 * True when the only tags of HTML are those of lines (p, div, span, br) and links. The HTML is not parsed, because
 * browsers report handlers and styles in it as violations of the Content-Security-Policy even if it is never shown.
 */
export function looksPlain(html: string): boolean {
  // Bound: the server makes this HTML from a text of at most 5,000 characters. Each match ends before the next "<".
  return !html.replace(/<[^<>]*>/g, (tag) => (plainTag.test(tag) ? '' : tag)).includes('<');
}
