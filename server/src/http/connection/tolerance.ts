import type { IncomingMessage } from 'node:http';

/** Repairs small mistakes in the requests of known clients so that the router accepts them. */
export function tidy(request: IncomingMessage): void {
  request.url = tidyUrl(request.url ?? '/');
  dropBrokenContentType(request);
}

/**
 * Drops scheme and host, collapses repeated slashes, and drops blanks at the edges of the path's segments. The query is
 * not changed.
 */
function tidyUrl(url: string): string {
  const local = url.startsWith('/') ? url : withoutOrigin(url);
  const mark = local.indexOf('?');
  const path = mark === -1 ? local : local.slice(0, mark);
  if (!path.includes('//') && !path.includes('%20')) return local;
  const names = path.split('/').map(withoutBlanks);
  const tidied = names.join('/').replace(/\/{2,}/g, '/');
  // A proxy blocks this path for the outside. No other spelling may lead to it, because the proxy would not know it.
  if (tidied === '/metrics') return local;
  return mark === -1 ? tidied : tidied + local.slice(mark);
}

/** Drops encoded blanks at the edges of a segment. */
function withoutBlanks(name: string): string {
  let [from, end] = [0, name.length];
  while (name.startsWith('%20', from)) from += 3;
  while (end >= from + 3 && name.endsWith('%20', end)) end -= 3;
  return name.slice(from, end);
}

/** Drops scheme and host, because a proxy may send the whole address instead of the path. */
function withoutOrigin(url: string): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '');
  if (path === url) return url;
  return path.startsWith('/') ? path : `/${path}`;
}

/** `type/subtype`, each of the characters that RFC 9110 allows, before parameters or the end. */
const contentType = /^\s*[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(?:;|$)/;

/**
 * Drops a malformed content type. The router would refuse the request for it, but we judge a body by its first byte.
 */
function dropBrokenContentType(request: IncomingMessage): void {
  const given = request.headers['content-type'];
  if (given !== undefined && !contentType.test(given)) delete request.headers['content-type'];
}
