import type { IncomingHttpHeaders } from 'node:http';

/** As long as a session may last. The server decides when it ends. */
const keptSeconds = 7 * 24 * 3600;

/**
 * The cookie is hidden from scripts and is not sent with other sites' requests. With https it is sent over TLS only.
 */
export interface SessionCookie {
  /** Returns the secret of a request; undefined when there is none, or it is malformed. */
  read(headers: IncomingHttpHeaders): string | undefined;
  /** Returns the value of `set-cookie` that stores the secret; null removes it. */
  write(secret: string | null): string;
}

export function makeSessionCookie(publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith('https:');
  const name = secure ? '__Host-gongdan' : 'gongdan';
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  // Bound: the headers of a request, 16 KB. Each ";" is a place where a match can begin.
  const pattern = new RegExp(`(?:^|;)\\s*${name}=([A-Za-z0-9_-]{43})\\s*(?:;|$)`);
  return {
    read: ({ cookie = '' }) => pattern.exec(cookie)?.[1],
    write: (secret) => `${name}=${secret ?? ''}; ${attributes}; Max-Age=${secret === null ? 0 : keptSeconds}`,
  };
}
