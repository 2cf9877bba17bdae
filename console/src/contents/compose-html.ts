import { linkParts } from './link-parts.ts';

/** The maximum length of contents, in code points. It bounds the HTML and not the typed text, which is shorter. */
export const maxContentLength = 5000;

/**
 * Turns typed text into the HTML that is stored: line breaks and addresses become markup, the rest is escaped. White
 * space at the end is dropped.
 */
export function composeHtml(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .trimEnd()
    .split('\n')
    .map((line) => linkParts(line).map(partHtml).join(''))
    .join('<br>');
}

function partHtml(part: { text: string; href?: string }): string {
  const text = escapeHtml(part.text);
  return part.href ? `<a href="${escapeHtml(part.href)}">${text}</a>` : text;
}

/** Escapes text for HTML and keeps runs of spaces, which HTML would collapse into one. */
function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replace(/ {2,}/g, (spaces) => ` ${'&nbsp;'.repeat(spaces.length - 1)}`);
}
