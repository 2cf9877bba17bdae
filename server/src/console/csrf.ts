import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { refusedField } from '../errors.ts';

/**
 * Returns the token that proves that a POST comes from a page of ours: only a page that can read our answers knows it.
 */
export function csrfTokenOf(secret: string): string {
  return createHmac('sha256', secret).update('csrf').digest('base64url');
}

/** Throws Problem unless the call carries the token of its session. */
export function demandCsrfToken(headers: IncomingHttpHeaders, secret: string): void {
  const given = headers['x-csrf-token'];
  if (typeof given !== 'string' || !sameText(given, csrfTokenOf(secret))) {
    throw refusedField('x-csrf-token', 'is missing or not that of the session', 'csrf_refused');
  }
}

/** Throws Problem when a browser says that another site's page makes the call. */
export function refuseForeignPage({ 'sec-fetch-site': site }: IncomingHttpHeaders): void {
  if (site !== undefined && site !== 'same-origin') throw foreign('Sec-Fetch-Site');
}

/**
 * Throws Problem unless the headers say that a page of ours makes the call. This protects calls without a session,
 * which have no CSRF token.
 */
export function demandOwnPage(headers: IncomingHttpHeaders, publicUrl: string): void {
  refuseForeignPage(headers);
  if (headers['sec-fetch-site'] === 'same-origin') return;
  const origin = URL.parse(headers.origin ?? '');
  // If a proxy changes the Host header, only the public address tells the origin of our pages.
  if (origin === null || (origin.host !== headers.host && origin.origin !== URL.parse(publicUrl)?.origin)) {
    throw foreign('Origin');
  }
}

function foreign(header: string) {
  return refusedField(header, 'the call was not made by a page of this server', 'csrf_refused');
}

/** Compares in constant time. Both are hashed, so that their lengths are equal. */
function sameText(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}
