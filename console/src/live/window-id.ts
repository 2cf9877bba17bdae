const key = 'gongdan.window';

/**
 * True when the windows of this browser can share one stream. That needs the Web Locks API, and thus HTTPS or
 * localhost.
 */
export const canShareStream = isSecureContext && 'locks' in navigator;

/**
 * The id by which the server knows this window. Windows that share a stream also share the id, unless the storage is
 * switched off.
 */
export const windowId = canShareStream ? storedId() : newId();

function storedId(): string {
  try {
    const known = localStorage.getItem(key) ?? newId();
    localStorage.setItem(key, known);
    return known;
  } catch {
    return newId();
  }
}

function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
