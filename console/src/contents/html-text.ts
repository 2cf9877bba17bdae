import { markedText } from '@gongdan/contract/markup';

/** Returns the text of sanitised HTML or of plain text. Each block and each `<br>` of HTML ends a line. */
export function htmlText(html: string): string {
  const marked = markedText(html);
  if (!marked.hasMarkup) return decodeEntities(marked.html);
  // A document made by DOMParser has no window, so it loads nothing and runs nothing.
  const body = new DOMParser().parseFromString(marked.html, 'text/html').body;
  for (const hidden of body.querySelectorAll('script, style, template')) hidden.remove();
  for (const end of body.querySelectorAll('br')) end.replaceWith('\n');
  for (const block of body.querySelectorAll('p, div, li, tr, h1, h2, h3, h4, h5, h6, blockquote, pre'))
    block.append('\n');
  return (body.textContent ?? '')
    .replaceAll('\u00a0', ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/**
 * Decodes the entities of text without markup. Line breaks stay. Non-breaking spaces, used as indents, become spaces.
 */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  // In `pre` the parser drops one leading line break and keeps all other white space.
  const body = new DOMParser().parseFromString(`<pre>\n${text}</pre>`, 'text/html').body;
  return (body.textContent ?? '').replaceAll('\u00a0', ' ');
}
