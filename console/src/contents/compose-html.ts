import { linkParts } from './link-parts.ts';

/** Characters that a content may have as HTML, however short the text is that it was composed of. */
export const longestContent = 5000;

/** What an agent typed, as the HTML that is kept: line breaks and links, everything else as it stands. */
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

/** Runs of spaces are kept: HTML would fold them. */
function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replace(/ {2,}/g, (spaces) => `${' '}${'&nbsp;'.repeat(spaces.length - 1)}`);
}
