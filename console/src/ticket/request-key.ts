/** Returns a unique key for a call, which the server executes once. `randomUUID` would need HTTPS; this does not. */
export function newRequestKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
