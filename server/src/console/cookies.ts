import type { IncomingHttpHeaders } from 'node:http';

/** The browser keeps the cookie as long as a session can last at most. The server decides when a session ends. */
const keptSeconds = 7 * 24 * 3600;

/**
 * The cookie that holds the secret of a session. It is hidden from scripts, and not sent with requests that other sites
 * make. With https it is sent over TLS only.
 */
export interface SessionCookie {
  /** Returns the secret of a request; undefined when there is none, or it is malformed. */
  read(headers: IncomingHttpHeaders): string | undefined;
  /** Returns the value of `set-cookie` that stores the secret; null removes it. */
  write(secret: string | null): string;
}

export function makeSessionCookie(publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith('https:');
  // Browsers accept a name with `__Host-` only over TLS, and send the cookie to this host alone.
  const name = secure ? '__Host-gongdan' : 'gongdan';
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  // A secret has 43 characters: 32 bytes in base64url.
  // Bound: the headers of a request, 16 KB. A match can begin only at a ";" or at the start.
  const pattern = new RegExp(`(?:^|;)\\s*${name}=([A-Za-z0-9_-]{43})\\s*(?:;|$)`);
  return {
    read: ({ cookie = '' }) => pattern.exec(cookie)?.[1],
    write: (secret) => `${name}=${secret ?? ''}; ${attributes}; Max-Age=${secret === null ? 0 : keptSeconds}`,
  };
}
