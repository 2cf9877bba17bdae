import { createRequire } from 'node:module';
import { hiddenElements, markedText } from '@gongdan/contract/markup';
import type { decodeHTML } from 'entities/decode';
import type sanitize from 'sanitize-html';
import { remembered } from './remembered.ts';

const require = createRequire(import.meta.url);

/** Formatting of text, lists, tables, links and images; nothing that loads, runs, or gets out of its place. */
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

const deepest = 100;

/**
 * What customers and integrations wrote, as HTML that can do nothing: no script, no style, nothing fetched from
 * elsewhere. Images are those that were uploaded here or come within the text; another one becomes a link. An element that
 * HTML does not know is text. Text without markup keeps its line breaks.
 *
 * The cost grows with the length, whatever stands in the text: a customer's text of 5,000 characters takes at most five
 * times what 150 links take (`npm run bench:contents`).
 */
export const safeHtml = remembered((content: string): string => {
  const { html, hasMarkup } = markedText(content);
  if (hasMarkup) return sanitized(html);
  return escaped(decoded(content)).replace(/\r\n|\r|\n/g, '<br />');
});

/**
 * The parser stops at each entity, and 2,500 of them cost 4 times what honest HTML does. So "<" goes past it as a NUL, which
 * no content holds: the API refuses it.
 */
function sanitized(html: string): string {
  return loaded().sanitizer(html.replaceAll('&lt;', '\0'), options).replaceAll('\0', '&lt;');
}

/** The same as text alone, blocks on lines of their own. */
export function plainText(content: string): string {
  if (!markedText(content).hasMarkup) return decoded(content);
  const inLines = safeHtml(content).replace(lineEnds, '$&\n');
  // Bound: what became of a text of 5,000 characters; each match ends before the next "<".
  return readEntities(inLines.replace(/<[^<>]*>/g, '')).trim();
}

/** Tags as `safeHtml` writes them. */
const lineEnds = /<br \/>|<\/(?:p|div|li|tr|h[1-6]|blockquote|pre|dt|dd)>/g;

interface Libraries {
  readonly sanitizer: typeof sanitize;
  readonly decode: typeof decodeHTML;
}

let libraries: Libraries | undefined;

/** Loaded with the first text: they take many megabytes, and an installation may have no agents who look. */
function loaded(): Libraries {
  libraries ??= {
    sanitizer: require('sanitize-html') as typeof sanitize,
    decode: (require('entities/decode') as { decodeHTML: typeof decodeHTML }).decodeHTML,
  };
  return libraries;
}

/** The text with its entities read: `&lt;` is `<`. */
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
  // Nothing to show, nor to lead to.
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && attribs.src === undefined && attribs.href === undefined,
};

/** `/files/<id>/<name>` of this server, whatever it was called when the text was written. */
const ours = /^(?:https?:\/\/[^/?#\\]+)?(\/files\/[0-9a-f]{32}\/[^/?#\\\s]+)$/i;
const embedded = /^data:image\/(?:png|jpeg|gif|webp|bmp);base64,[a-z0-9+/=\s]+$/i;
const elsewhere = /^(?:https?:\/\/|mailto:|tel:)/i;

function linkOf(_tag: string, { href = '', title }: sanitize.Attributes): sanitize.Tag {
  const address = ours.exec(href.trim())?.[1] ?? (elsewhere.test(href.trim()) ? href.trim() : undefined);
  const attribs: sanitize.Attributes = address === undefined ? {} : { href: address, ...abroad };
  if (title !== undefined) attribs.title = title;
  return { tagName: 'a', attribs };
}

/** The other page learns nothing of ours, and can't reach it. */
const abroad = { target: '_blank', rel: 'noopener noreferrer nofollow' };

function imageOf(_tag: string, { src = '', ...others }: sanitize.Attributes): sanitize.Tag {
  const address = src.trim();
  const shown = ours.exec(address)?.[1] ?? (embedded.test(address) ? address : undefined);
  if (shown !== undefined) return { tagName: 'img', attribs: { ...others, src: shown } };
  if (!/^https?:\/\//i.test(address)) return { tagName: 'img', attribs: {} };
  return { tagName: 'a', attribs: { href: address, ...abroad }, text: address };
}

const numeric = new Set(['width', 'height', 'colspan', 'rowspan', 'start', 'value']);

/** Only the attributes that may stay: the library deletes others one by one, and a tag can have a thousand. */
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
