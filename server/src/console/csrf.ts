import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { refusedInConsole } from '../errors.ts';

/** What proves that a POST was made by a page of ours: only one that can read our answers knows it. */
export function csrfTokenOf(secret: string): string {
  return createHmac('sha256', secret).update('csrf').digest('base64url');
}

/** Throws Problem unless the call carries the token of its session. */
export function demandCsrfToken(headers: IncomingHttpHeaders, secret: string): void {
  const given = headers['x-csrf-token'];
  if (typeof given !== 'string' || !sameText(given, csrfTokenOf(secret))) {
    throw refusedInConsole('csrf_refused', 'is missing or not that of the session', 'x-csrf-token');
  }
}

/** Throws Problem when a browser says that another site's page makes the call. */
export function refuseForeignPage({ 'sec-fetch-site': site }: IncomingHttpHeaders): void {
  if (site !== undefined && site !== 'same-origin') throw foreign('Sec-Fetch-Site');
}

/** Throws Problem unless the call says that a page of ours makes it: what has no session has no token either. */
export function demandOwnPage(headers: IncomingHttpHeaders, publicUrl: string): void {
  refuseForeignPage(headers);
  if (headers['sec-fetch-site'] === 'same-origin') return;
  const origin = URL.parse(headers.origin ?? '');
  // A proxy may change the host, or may not say what it is called outside.
  if (origin === null || (origin.host !== headers.host && origin.origin !== URL.parse(publicUrl)?.origin)) {
    throw foreign('Origin');
  }
}

function foreign(header: string) {
  return refusedInConsole('csrf_refused', 'the call was not made by a page of this server', header);
}

/** Takes the same time whatever the first difference; both are hashed so that the lengths are the same. */
function sameText(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}
