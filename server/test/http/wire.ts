import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';

/** An answer that was read from a socket, parsed. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Everything that was received: this answer with its head, and further answers. */
  readonly all: string;
  /** The envelope; throws when the answer is no JSON. */
  readonly body: () => Record<string, unknown>;
}

export interface RawRequest {
  readonly method?: string;
  /** The target in the request line, exactly as it is sent. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/**
 * Sends a request through a socket, with no client library that would correct it. Adds Host, `connection: close` and,
 * unless the body is chunked, Content-Length; given headers replace them.
 */
export function ask(url: string, { method = 'GET', path, headers = {}, body }: RawRequest): Promise<RawAnswer> {
  const bytes = Buffer.from(body ?? '');
  const length = body === undefined || 'transfer-encoding' in headers ? {} : { 'content-length': String(bytes.length) };
  const lines = Object.entries({ host: 'test', connection: 'close', ...length, ...headers });
  const head = [`${method} ${path} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`)].join('\r\n');
  return askBytes(url, Buffer.concat([Buffer.from(`${head}\r\n\r\n`), bytes]));
}

/** Sends bytes, and reads until the server closes the connection. */
export async function askBytes(url: string, bytes: Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  // A server may close before everything was sent. Its answer counts all the same.
  socket.on('error', () => {});
  socket.write(bytes);
  await once(socket, 'close');
  return parse(Buffer.concat(chunks).toString());
}

/** Matches a line of a stack trace, also within JSON. */
const stackLine = /\bat [^"\n]{0,200}?\.[cm]?[tj]sx?:\d+|\bnode:internal\//;

/** Throws when an answer holds a stack trace. Every answer that a test reads is checked. */
export function assertNoStack(answer: string): void {
  assert.doesNotMatch(answer, stackLine, 'the answer carries a stack');
}

function parse(answer: string): RawAnswer {
  assertNoStack(answer);
  const end = answer.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = answer.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const text = answer.slice(end + 4);
  return { status: Number(statusLine.split(' ')[1]), headers, text, all: answer, body: () => JSON.parse(text) };
}
