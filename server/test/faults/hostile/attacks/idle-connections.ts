import { type Attack, verdict } from '../attack.ts';
import { exchange, openLine } from '../line.ts';
import { requestOf } from '../request.ts';
import { becomes } from '../target.ts';

const servedWithinMs = 5000;

/**
 * Opens more connections than the server accepts and leaves them idle. The server keeps an idle connection for a minute
 * after a request, so new callers could find no room.
 */
export const idleConnections: Attack = {
  name: 'idle connections',
  does: '6,000 connections from 250 addresses, more than the server accepts, send one request each and then stay open',
  slowestLivezMs: 2000,
  isLong: true,
  shutsOut: true,
  async attack(server) {
    const count = server.many(6000, 300);
    const asked = requestOf('/livez');
    const lines = Array.from({ length: count }, (_, n) => openLine(server, asked, `127.0.10.${1 + (n % 250)}`));
    await becomes(() => lines.every(({ socket, heard }) => socket.destroyed || heard().length > 0), 20_000);
    const kept = lines.filter(({ socket }) => !socket.destroyed).length;
    const began = performance.now();
    const isServed = await becomes(async () => {
      const { status } = await exchange(server, asked, { from: '127.0.0.1', withinMs: 1000 });
      return status === 200;
    }, servedWithinMs);
    const ms = Math.round(performance.now() - began);
    for (const { socket } of lines) socket.destroy();
    return verdict(`${kept} were kept; a new caller waited ${ms} ms`, { 'a new caller is served': isServed });
  },
};
