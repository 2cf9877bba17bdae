import { createRequire } from 'node:module';
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
  img: ['src', 'alt', 'title', 'width', 'height'],
};

/** What stands between these is no text for people. */
const unreadable = [
  ...['script', 'style', 'textarea', 'option', 'title', 'template', 'iframe', 'object', 'svg', 'math', 'noscript'],
  ...['noembed', 'noframes', 'xmp', 'plaintext', 'head', 'select', 'audio', 'video', 'canvas'],
];

const deepest = 100;

/**
 * What customers and integrations wrote, as HTML that can do nothing: no script, no style, nothing fetched from
 * elsewhere. Images are those that were uploaded here or come within the text; another one becomes a link. Text without
 * markup keeps its line breaks.
 */
export const safeHtml = remembered((content: string): string => {
  if (hasTags(content)) return sanitized(content, options);
  return sanitized(content.replaceAll('<', '&lt;'), options).replace(/\r\n|\r|\n/g, '<br />');
});

/** The same as text alone, blocks on lines of their own. */
export const plainText = remembered((content: string): string => {
  if (!hasTags(content)) return content;
  const inLines = content.replace(/<br\b[^>]*>|<\/(?:p|div|li|tr|h[1-6]|blockquote|pre|dt|dd)\s*>/gi, '$&\n');
  return readEntities(sanitized(inLines, { ...options, allowedTags: [] })).trim();
});

let sanitizer: typeof sanitize | undefined;

/** Loaded with the first text: it takes many megabytes, and an installation may have no agents who look. */
function sanitized(content: string, wanted: sanitize.IOptions): string {
  sanitizer ??= require('sanitize-html') as typeof sanitize;
  return sanitizer(content, wanted);
}

function hasTags(content: string): boolean {
  return /<[a-z!/?]/i.test(content) && /<(?:\/?[a-z][^>]*|!--[\s\S]*)>/i.test(content);
}

const options: sanitize.IOptions = {
  allowedTags: Object.keys(allowed),
  allowedAttributes: Object.fromEntries(Object.entries(allowed).map(([tag, names]) => [tag, [...names]])),
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['data'] },
  allowProtocolRelative: false,
  nonTextTags: unreadable,
  nestingLimit: deepest,
  parseStyleAttributes: false,
  transformTags: { a: linkOf, img: imageOf, '*': withNumbers },
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
  if (shown !== undefined) return { tagName: 'img', attribs: { ...onlyNumbers(others), src: shown } };
  if (!/^https?:\/\//i.test(address)) return { tagName: 'img', attribs: {} };
  return { tagName: 'a', attribs: { href: address, ...abroad }, text: address };
}

function withNumbers(tagName: string, attribs: sanitize.Attributes): sanitize.Tag {
  return { tagName, attribs: onlyNumbers(attribs) };
}

const numeric = new Set(['width', 'height', 'colspan', 'rowspan', 'start', 'value']);

function onlyNumbers(attributes: sanitize.Attributes): sanitize.Attributes {
  const fit = Object.entries(attributes).filter(([name, value]) => !numeric.has(name) || /^[0-9]{1,4}$/.test(value));
  return Object.fromEntries(fit);
}

function readEntities(text: string): string {
  return text.replace(/&(lt|gt|quot|amp);/g, (_, name: keyof typeof entities) => entities[name]);
}

const entities = { lt: '<', gt: '>', quot: '"', amp: '&' } as const;

function withoutAttributes(tags: string): Record<string, readonly string[]> {
  return Object.fromEntries(tags.split(' ').map((tag) => [tag, []]));
}
