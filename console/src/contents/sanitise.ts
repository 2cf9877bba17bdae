import { markedText } from '@gongdan/contract/markup';
import DOMPurify from 'dompurify';

const tags =
  'a abbr b blockquote br caption code col colgroup dd del div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr u ul';

const attributes = 'alt colspan dir height href lang reversed rowspan span src start title width';

/** Links may lead only to a page, a mailbox or a phone. */
const harmless = /^(https?:\/\/|mailto:|tel:)/i;

let purify: ReturnType<typeof DOMPurify> | undefined;

/**
 * Removes from HTML everything that would run a script or load something from another origin. The server's sanitiser
 * was the first barrier, this is the second, and the sandboxed frame that shows the HTML is the third.
 */
export function sanitise(html: string): string {
  purify ??= makePurify();
  return purify.sanitize(markedText(html).html, {
    ALLOWED_TAGS: tags.split(' '),
    ALLOWED_ATTR: attributes.split(' '),
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  });
}

function makePurify(): ReturnType<typeof DOMPurify> {
  const instance = DOMPurify(window);
  instance.addHook('afterSanitizeAttributes', (node) => {
    if (node instanceof HTMLAnchorElement) tameLink(node);
    else if (node instanceof HTMLImageElement) tameImage(node);
  });
  return instance;
}

function tameLink(link: HTMLAnchorElement): void {
  const leadsSomewhere = harmless.test(link.getAttribute('href') ?? '');
  if (!leadsSomewhere) link.removeAttribute('href');
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer');
}

/** Turns an image of another origin into a link: loading it would tell the sender when and where the text was read. */
function tameImage(image: HTMLImageElement): void {
  const source = image.getAttribute('src') ?? '';
  if (isOwn(source)) return;
  const link = document.createElement('a');
  link.textContent = image.getAttribute('alt') || source;
  link.setAttribute('href', source);
  tameLink(link);
  image.replaceWith(link);
}

function isOwn(source: string): boolean {
  if (!URL.canParse(source, location.href)) return false;
  const url = new URL(source, location.href);
  return url.origin === location.origin && url.pathname.startsWith('/files/');
}
