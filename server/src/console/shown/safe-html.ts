import { createRequire } from 'node:module';
import { hiddenElements, markedText } from '@gongdan/contract/markup';
import type { decodeHTML } from 'entities/decode';
import type sanitize from 'sanitize-html';
import { memoize } from './memoize.ts';

const require = createRequire(import.meta.url);

/**
 * Tag → its allowed attributes: formatting, lists, tables, links and images. No tag or attribute here can load
 * something, run something, or cover the page.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  ...withoutAttributes(
    'p br hr div span b strong i em u s strike del ins sub sup small mark code pre kbd samp blockquote q',
  ),
  ...withoutAttributes(
    'h1 h2 h3 h4 h5 h6 ul dl dt dd table caption thead tbody tfoot tr colgroup col figure figcaption',
  ),
  ol: ['start'],
  li: ['value'],
  th: ['colspan', 'rowspan'],
  td: ['colspan', 'rowspan'],
  a: ['href', 'title', 'target', 'rel'],
  img: ['alt', 'title', 'width', 'height', 'src'],
};

/** Tags that are nested more deeply are dropped; their text is kept. */
const deepest = 100;

/**
 * Turns a text of customers and integrations into harmless HTML: no script, no style, nothing fetched from elsewhere.
 * Images are shown when they were uploaded here or are embedded in the text; any other image becomes a link. An element
 * that HTML does not know is text. Text without markup keeps its line breaks.
 *
 * The cost is linear in the length for any text: 5,000 characters of the worst text take at most five times as long as
 * 150 links (`npm run bench:contents`).
 */
export const safeHtml = memoize((content: string): string => {
  const { html, hasMarkup } = markedText(content);
  if (hasMarkup) return sanitized(html);
  return escaped(decoded(content)).replace(/\r\n|\r|\n/g, '<br />');
});

/**
 * Passes each `&lt;` through the parser as a NUL, because the parser stops at each entity: 2,500 of them cost four
 * times as much as ordinary HTML. No content holds a NUL, because the API refuses it.
 */
function sanitized(html: string): string {
  return loaded().sanitizer(html.replaceAll('&lt;', '\0'), options).replaceAll('\0', '&lt;');
}

/** Turns a text that `safeHtml` accepts into plain text. Each block is on a line of its own. */
export function plainText(content: string): string {
  if (!markedText(content).hasMarkup) return decoded(content);
  const inLines = safeHtml(content).replace(lineEnds, '$&\n');
  // Bound: the HTML of a text of 5,000 characters. Each match ends before the next "<".
  return readEntities(inLines.replace(/<[^<>]*>/g, '')).trim();
}

/** The tags after which a line ends, as `safeHtml` writes them. */
const lineEnds = /<br \/>|<\/(?:p|div|li|tr|h[1-6]|blockquote|pre|dt|dd)>/g;

interface Libraries {
  readonly sanitizer: typeof sanitize;
  readonly decode: typeof decodeHTML;
}

let libraries: Libraries | undefined;

/** Loads the libraries at the first use. They take many megabytes, and some installations do not use the console. */
function loaded(): Libraries {
  libraries ??= {
    sanitizer: require('sanitize-html') as typeof sanitize,
    decode: (require('entities/decode') as { decodeHTML: typeof decodeHTML }).decodeHTML,
  };
  return libraries;
}

/** Decodes the entities of a text: `&lt;` becomes `<`. */
export function decoded(text: string): string {
  return text.includes('&') ? loaded().decode(text) : text;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const options: sanitize.IOptions = {
  allowedTags: Object.keys(allowed),
  allowedAttributes: Object.fromEntries(Object.entries(allowed).map(([tag, names]) => [tag, [...names]])),
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['data'] },
  allowProtocolRelative: false,
  nonTextTags: [...hiddenElements],
  nestingLimit: deepest,
  parseStyleAttributes: false,
  transformTags: { a: linkOf, img: imageOf, '*': withAllowed },
  // An image that became neither an image nor a link is dropped.
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && attribs.src === undefined && attribs.href === undefined,
};

/** `/files/<id>/<name>` on any host, because this server may have had another name when the text was written. */
const ours = /^(?:https?:\/\/[^/?#\\]+)?(\/files\/[0-9a-f]{32}\/[^/?#\\\s]+)$/i;
/** An image that the text itself holds. */
const embedded = /^data:image\/(?:png|jpeg|gif|webp|bmp);base64,[a-z0-9+/=\s]+$/i;
/** An address that a link may have: of a web page, an e-mail address or a telephone number. */
const elsewhere = /^(?:https?:\/\/|mailto:|tel:)/i;

function linkOf(_tag: string, { href = '', title }: sanitize.Attributes): sanitize.Tag {
  const address = ours.exec(href.trim())?.[1] ?? (elsewhere.test(href.trim()) ? href.trim() : undefined);
  const attribs: sanitize.Attributes = address === undefined ? {} : { href: address, ...abroad };
  if (title !== undefined) attribs.title = title;
  return { tagName: 'a', attribs };
}

/** A link opens in another window. The linked page gets no referrer, and cannot access the console's window. */
const abroad = { target: '_blank', rel: 'noopener noreferrer nofollow' };

function imageOf(_tag: string, { src = '', ...others }: sanitize.Attributes): sanitize.Tag {
  const address = src.trim();
  const shown = ours.exec(address)?.[1] ?? (embedded.test(address) ? address : undefined);
  if (shown !== undefined) return { tagName: 'img', attribs: { ...others, src: shown } };
  if (!/^https?:\/\//i.test(address)) return { tagName: 'img', attribs: {} };
  return { tagName: 'a', attribs: { href: address, ...abroad }, text: address };
}

const numeric = new Set(['width', 'height', 'colspan', 'rowspan', 'start', 'value']);

/**
 * Copies the allowed attributes; a numeric one must have one to four digits. The library would delete the others one by
 * one, and a tag can have a thousand.
 */
function withAllowed(tagName: string, given: sanitize.Attributes): sanitize.Tag {
  const names = Object.hasOwn(allowed, tagName) ? (allowed[tagName] ?? []) : [];
  const attribs: sanitize.Attributes = {};
  for (const name of names) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value !== undefined && (!numeric.has(name) || /^[0-9]{1,4}$/.test(value))) attribs[name] = value;
  }
  return { tagName, attribs };
}

function readEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

function withoutAttributes(tags: string): Record<string, readonly string[]> {
  return Object.fromEntries(tags.split(' ').map((tag) => [tag, []]));
}
