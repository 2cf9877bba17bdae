const plainTag = /^<(?:\/?(?:p|div|span|br)\s*\/?|a(?: (?:href|rel|target)="[^"]*")*|\/a)>$/i;

/**
 * Whether HTML has no markup but that of lines and links, told from its text alone: only that is read as a document,
 * for browsers report handlers and styles even where nothing can come of them.
 */
export function looksPlain(html: string): boolean {
  // Bound: what the server made of a text of 5,000 characters; each match ends before the next "<".
  return !html.replace(/<[^<>]*>/g, (tag) => (plainTag.test(tag) ? '' : tag)).includes('<');
}
