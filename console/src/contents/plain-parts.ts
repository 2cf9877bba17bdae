import { markedText } from '@gongdan/contract/markup';
import { decodeEntities } from './html-text.ts';
import { linkParts, type TextPart } from './link-parts.ts';
import { looksPlain } from './looks-plain.ts';

/** Returns the lines of contents that hold only text and links; null if they hold other markup. */
export function plainLines(html: string): TextPart[][] | null {
  const marked = markedText(html);
  if (!marked.hasMarkup)
    return decodeEntities(marked.html)
      .split(/\r\n|\r|\n/)
      .map(linkParts);
  if (!looksPlain(marked.html)) return null;
  // A document made by DOMParser has no window, so it loads nothing and runs nothing.
  const body = new DOMParser().parseFromString(marked.html, 'text/html').body;
  const lines: TextPart[][] = [[]];
  return walk(body, lines) ? trimmed(lines) : null;
}

const blocks = new Set(['P', 'DIV']);

/** Adds the contents of an element to the lines; false if they hold other markup than lines and links. */
function walk(element: Element, lines: TextPart[][]): boolean {
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) addText(lines, node.textContent ?? '');
    else if (!(node instanceof Element) || !walkElement(node, lines)) return false;
  }
  return true;
}

/** Adds one element to the lines; false when it or anything inside is other markup than lines and links. */
function walkElement(element: Element, lines: TextPart[][]): boolean {
  if (element.tagName === 'BR') {
    lines.push([]);
    return true;
  }
  if (element.tagName === 'A') return addLink(element, lines);
  if (element.tagName === 'SPAN') return walk(element, lines);
  if (!blocks.has(element.tagName)) return false;
  // A block begins and ends a line.
  if ((lines.at(-1)?.length ?? 0) > 0) lines.push([]);
  const plain = walk(element, lines);
  lines.push([]);
  return plain;
}

/** Links may lead only to a page, a mailbox or a phone. */
const harmless = /^(https?:\/\/|mailto:|tel:)/i;

function addLink(element: Element, lines: TextPart[][]): boolean {
  const href = element.getAttribute('href') ?? '';
  if (!harmless.test(href) || element.children.length > 0) return false;
  lines.at(-1)?.push({ text: element.textContent || href, href });
  return true;
}

function addText(lines: TextPart[][], text: string): void {
  // HTML shows any run of white space as one space. Non-breaking spaces are not collapsed, because they indent.
  const flat = text.replace(/[ \t\r\n]+/g, ' ').replaceAll('\u00a0', ' ');
  if (flat === '' || (flat === ' ' && lines.at(-1)?.length === 0)) return;
  lines.at(-1)?.push(...linkParts(flat));
}

/** Removes empty lines at the beginning and the end. */
function trimmed(lines: TextPart[][]): TextPart[][] {
  const last = lines.findLastIndex((line) => line.length > 0);
  const first = lines.findIndex((line) => line.length > 0);
  return first === -1 ? [] : lines.slice(first, last + 1);
}
