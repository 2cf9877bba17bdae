const plainTags = /<(?:\/?(?:p|div|span|br)\s*\/?|a(?: (?:href|rel|target)="[^"<>]*")*|\/a)>/gi;

/**
 * Whether HTML has no markup but that of lines and links, told from its text alone: only that is read as a document,
 * for browsers report handlers and styles even where nothing can come of them.
 */
export function looksPlain(html: string): boolean {
  return !html.replace(plainTags, '').includes('<');
}
