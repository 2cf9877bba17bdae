import { type Attack, verdict } from '../attack.ts';
import { openLine } from '../line.ts';
import { uploadOf } from '../request.ts';
import { becomes, uploadsOfApp } from '../target.ts';

const withinMs = 15_000;

/** Sends bodies slower than the required 32 KiB in ten seconds. */
export const slowUploads: Attack = {
  name: 'slow uploads',
  does: 'as many uploads as one app may have at once: half send 1 KB a second, half announce a body and send none; another app uploads at 8 KB a second',
  isLong: true,
  async attack(server) {
    const { head, part, end } = uploadOf({ token: server.token, size: 100_000 });
    const other = uploadOf({ token: server.honestTokens[0], size: 100_000 });
    const steady = openLine(server, Buffer.concat([other.head, part]), '127.0.0.1');
    await becomes(() => server.spooled() === 1, 5000);
    const began = performance.now();
    const slow = Array.from({ length: uploadsOfApp / 2 }, () => openLine(server, Buffer.concat([head, part])));
    const silent = Array.from({ length: uploadsOfApp / 2 }, () =>
      openLine(server, uploadOf({ token: server.token, size: 100_000, headers: { expect: '100-continue' } }).head),
    );
    let sent = 0;
    const drip = setInterval(() => {
      for (const { socket } of slow) socket.write(Buffer.alloc(1024));
      const more = Math.min(8192, 100_000 - sent);
      if (more > 0) steady.socket.write(Buffer.alloc(more));
      sent += more;
      if (sent === 100_000 && more > 0) steady.socket.write(end);
    }, 1000);
    const closedMs = await Promise.all(
      [...slow, ...silent].map(async ({ closed, socket }) => {
        const late = setTimeout(() => socket.destroy(), withinMs + 2000);
        await closed;
        clearTimeout(late);
        return performance.now() - began;
      }),
    );
    const reply = await steady.reply(withinMs);
    clearInterval(drip);
    steady.socket.destroy();
    const last = Math.max(...closedMs);
    return verdict(
      `the last one was closed after ${Math.round(last / 1000)} s; the steady one got ${reply.status} ${reply.code}`,
      {
        'they are closed within 15 s': last <= withinMs,
        'a steady sender is served': reply.code === '000000',
      },
    );
  },
};
