import { randomBytes } from 'node:crypto';

const boundary = 'b';

/** A body that a stranger sends, with its content type. */
export interface StrangersBody {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

const part = `--${boundary}\r\nContent-Disposition: form-data; name="p"\r\n\r\n\r\n`;
const parts = part.repeat(Math.floor(2 ** 20 / part.length) - 1);
const keys = Array.from({ length: 80_000 }, (_, index) => `"k${index}":1`).join(',');

export const bodies: readonly StrangersBody[] = [
  { name: 'empty', type: 'application/json', text: '' },
  { name: '64 KB of JSON', type: 'application/json', text: JSON.stringify({ ticket_content: 'x'.repeat(65_000) }) },
  { name: '1 MB of parts', type: `multipart/form-data; boundary=${boundary}`, text: `${parts}--${boundary}--\r\n` },
  { name: '1 MB of JSON keys', type: 'application/json', text: `{${keys}}`.padEnd(1_000_000) },
];

/** Calls without a valid token or session. */
export interface Stranger {
  readonly name: string;
  readonly path: string;
  /** Returns the header with the token or the session of one request. */
  readonly header: () => string;
}

export const strangers: readonly Stranger[] = [
  { name: 'without a token', path: '/api/ws/5/ticket/save_user_ticket', header: () => 'x-nobody: 1' },
  {
    name: 'with an expired token',
    path: '/api/ws/5/ticket/save_user_ticket',
    header: () => `token: ${'0123456789abcdef'.repeat(2)}`,
  },
  {
    name: 'with made-up tokens',
    path: '/api/ws/5/ticket/save_user_ticket',
    header: () => `token: ${randomBytes(16).toString('hex')}`,
  },
  {
    name: 'to upload, with made-up tokens',
    path: '/api/ws/5/ticket/upload_file',
    header: () => `token: ${randomBytes(16).toString('hex')}`,
  },
  {
    name: 'to the console, with made-up sessions',
    path: '/api/console/1/tickets/create',
    header: () => `cookie: gongdan=${randomBytes(32).toString('base64url')}`,
  },
];

/**
 * Returns whole HTTP requests: 20,000 with an empty body, so that few made-up tokens are sent twice in a window, or 8 with
 * a larger body.
 */
export function requestsOf({ path, header }: Stranger, { type, text }: StrangersBody): string[] {
  const count = text === '' ? 20_000 : 8;
  const length = Buffer.byteLength(text);
  return Array.from({ length: count }, () =>
    [
      `POST ${path} HTTP/1.1`,
      'host: 127.0.0.1',
      header(),
      `content-type: ${type}`,
      `content-length: ${length}`,
      '',
      text,
    ].join('\r\n'),
  );
}
