const key = 'gongdan.window';

/** True when the windows of this browser can share one stream. That needs the Web Locks API, and thus HTTPS. */
export const canShareStream = isSecureContext && 'locks' in navigator;

/** The id of this listener at the server: one for all windows that share a stream, otherwise one for each window. */
export const windowId = canShareStream ? keptId() : newId();

function keptId(): string {
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
