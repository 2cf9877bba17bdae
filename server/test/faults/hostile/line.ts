import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { lastChunk } from './request.ts';

/** The address of attackers, so that the server can tell honest callers from them. */
export const stranger = '127.0.0.66';

/** The most bytes that are kept of what a connection receives. */
const mostKept = 4 * 2 ** 20;

/** The answer to a request on a bare connection. */
export interface Reply {
  /** 0 when no answer came. */
  readonly status: number;
  /** `ret_code` or the console's `reason`, '' without one. */
  readonly code: string;
  readonly text: string;
}

/** A bare TCP connection to the server. */
export interface Line {
  readonly socket: Socket;
  /** Returns everything received, up to 4 MB. */
  heard(): string;
  readonly closed: Promise<unknown>;
  /** Resolves when the first answer is whole, the connection has closed or the time is over, with what has arrived. */
  reply(withinMs?: number): Promise<Reply>;
}

/** Connects from `from` and sends the bytes at once. */
export function openLine({ port }: { readonly port: number }, bytes: string | Buffer = '', from = stranger): Line {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from, noDelay: true });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const chunks: Buffer[] = [];
  let came = 0;
  let awaited: number | undefined;
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    came += chunk.length;
    if (came < mostKept) chunks.push(chunk);
    // Computed once, so that a long body is not searched for the end of its head with every chunk.
    awaited ??= lengthOf(heard());
  });
  if (bytes.length > 0) socket.write(bytes);
  const heard = () => Buffer.concat(chunks).toString('latin1');
  const isWhole = () => awaited !== undefined && (awaited === inChunks ? heard().endsWith(lastChunk) : came >= awaited);

  async function reply(withinMs = 20_000): Promise<Reply> {
    const late = AbortSignal.timeout(withinMs);
    while (!isWhole() && !socket.destroyed && !late.aborted) {
      await Promise.race([once(socket, 'data', { signal: late }), closed]).catch(() => {});
    }
    return replyIn(heard());
  }

  return { socket, heard, closed, reply };
}

/** Sends one request on a new connection and closes it after the answer. */
export async function exchange(
  target: { readonly port: number },
  bytes: string | Buffer,
  { from = stranger, withinMs }: { readonly from?: string; readonly withinMs?: number } = {},
): Promise<Reply> {
  const line = openLine(target, bytes, from);
  const reply = await line.reply(withinMs);
  line.socket.destroy();
  return reply;
}

/** In place of a length: the answer comes in chunks and ends with the last chunk. */
const inChunks = -1;

/** Returns the length of the first answer, head and body, or `inChunks`; undefined while its head is incomplete. */
function lengthOf(text: string): number | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = text.slice(0, end).toLowerCase();
  if (head.includes('transfer-encoding: chunked')) return inChunks;
  return end + 4 + Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0);
}

function replyIn(text: string): Reply {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
  const code = /"(?:ret_code|reason)":"(\w+)"/.exec(text)?.[1] ?? '';
  return { status, code, text };
}
