import { markedText } from '@gongdan/contract/markup';

/** What a person reads of HTML that was made safe or is plain: blocks and breaks are lines. */
export function htmlText(html: string): string {
  const marked = markedText(html);
  if (!marked.hasMarkup) return entitiesRead(marked.html);
  // A document without a window: it loads nothing and runs nothing.
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

/** Text that holds no markup, with its entities read and its line breaks kept; hard spaces, which keep an indent, are spaces. */
export function entitiesRead(text: string): string {
  if (!text.includes('&')) return text;
  // The parser drops the first line break within `pre`, and keeps all other blanks.
  const body = new DOMParser().parseFromString(`<pre>\n${text}</pre>`, 'text/html').body;
  return (body.textContent ?? '').replaceAll('\u00a0', ' ');
}
