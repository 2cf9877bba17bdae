import type { IncomingHttpHeaders } from 'node:http';

/** Longer than a session may last: the server decides when it is over. */
const keptSeconds = 7 * 24 * 3600;

/** Scripts never see it, and no other site can have it sent. With TLS in front it goes nowhere without. */
export interface SessionCookie {
  /** The secret in a request; undefined when it brings none of the right form. */
  read(headers: IncomingHttpHeaders): string | undefined;
  /** What `set-cookie` says to keep the secret, or to forget it. */
  write(secret: string | null): string;
}

export function sessionCookie(publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith('https:');
  const name = secure ? '__Host-gongdan' : 'gongdan';
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  // Bound: the headers of a request, 16 KB, where every ";" is one more beginning.
  const pattern = new RegExp(`(?:^|;)\\s*${name}=([A-Za-z0-9_-]{43})\\s*(?:;|$)`);
  return {
    read: ({ cookie = '' }) => pattern.exec(cookie)?.[1],
    write: (secret) => `${name}=${secret ?? ''}; ${attributes}; Max-Age=${secret === null ? 0 : keptSeconds}`,
  };
}
