import type { IncomingMessage } from 'node:http';

/** Makes the requests of known clients such that the router takes them: see each function. */
export function tidy(request: IncomingMessage): void {
  request.url = tidyUrl(request.url ?? '/');
  dropBrokenContentType(request);
}

/** Collapses repeated slashes and drops blanks at the edges of the path's segments; the query stays as it is. */
function tidyUrl(url: string): string {
  const local = url.startsWith('/') ? url : withoutOrigin(url);
  const mark = local.indexOf('?');
  const path = mark === -1 ? local : local.slice(0, mark);
  if (!path.includes('//') && !path.includes('%20')) return local;
  const names = path.split('/').map(withoutBlanks);
  const tidied = names.join('/').replace(/\/{2,}/g, '/');
  // A proxy closes this path to the outside, and need not know how else it may be spelled.
  if (tidied === '/metrics') return local;
  return mark === -1 ? tidied : tidied + local.slice(mark);
}

/** Encoded blanks at the edges of a segment. */
function withoutBlanks(name: string): string {
  let [from, end] = [0, name.length];
  while (name.startsWith('%20', from)) from += 3;
  while (end >= from + 3 && name.endsWith('%20', end)) end -= 3;
  return name.slice(from, end);
}

/** A proxy may send the whole address instead of the path. */
function withoutOrigin(url: string): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '');
  if (path === url) return url;
  return path.startsWith('/') ? path : `/${path}`;
}

const contentType = /^\s*[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(?:;|$)/;

/** The router refuses a content type without form, which says nothing about the body here. */
function dropBrokenContentType(request: IncomingMessage): void {
  const given = request.headers['content-type'];
  if (given !== undefined && !contentType.test(given)) delete request.headers['content-type'];
}
