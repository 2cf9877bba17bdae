const key = 'gongdan.window';

/** Whether the windows of this browser can agree on who listens for all: only where the page came by HTTPS. */
export const sharing = isSecureContext && 'locks' in navigator;

/** What listens, to the server: one name for all windows of a browser that share a stream, else one for each. */
export const windowId = sharing ? keptId() : newId();

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
