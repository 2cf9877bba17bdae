/**
 * Returns a unique key for a change: the server makes a change once, however often it is sent with this key.
 * `crypto.randomUUID` is not used, because browsers have it only under HTTPS.
 */
export function newRequestKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
