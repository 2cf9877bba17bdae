import { type Attack, verdict } from '../attack.ts';
import { exchange, openLine } from '../line.ts';
import { requestOf } from '../request.ts';
import { becomes, headersTimeoutMs, type Target } from '../target.ts';

/** How long a connection may stay open after its time-out. */
const graceMs = 5000;
const half = 'GET /livez HTTP/1.1\r\nhost: test\r\nx-slow: ';

export const silentSockets: Attack = {
  name: 'silent sockets',
  does: '5,000 connections from one address; half of them send nothing, the others send half a header',
  slowestLivezMs: 2000,
  isLong: true,
  attack: (server) => crowd(server, server.many(5000, 300), () => '127.0.0.66'),
};

export const silentCrowd: Attack = {
  name: 'silent sockets from everywhere',
  does: '6,000 from 250 addresses, more than the server accepts; earlier clients are served at once, new ones after the time-out',
  shutsOut: true,
  slowestLivezMs: 2000,
  isLong: true,
  attack: (server) => crowd(server, server.many(6000, 300), (n) => `127.0.7.${1 + (n % 250)}`),
};

async function crowd(server: Target, count: number, from: (n: number) => string) {
  const lines = Array.from({ length: count }, (_, n) => openLine(server, n % 2 === 0 ? '' : half, from(n)));
  const began = performance.now();
  const isServed = await becomes(async () => {
    const { status } = await exchange(server, requestOf('/livez'), { from: '127.0.0.1', withinMs: 1000 });
    return status === 200;
  }, headersTimeoutMs + graceMs);
  const areClosed = await becomes(() => lines.every(({ socket }) => socket.destroyed), headersTimeoutMs + graceMs);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const left = lines.filter(({ socket }) => !socket.destroyed).length;
  for (const { socket } of lines) socket.destroy();
  return verdict(`${left} of ${count} were open after ${seconds} s`, {
    'a new caller from elsewhere is served': isServed,
    'all are closed soon after the time-out': areClosed,
  });
}
