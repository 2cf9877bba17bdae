import { streamPath } from '@gongdan/contract/console';
import { type Attack, verdict } from '../attack.ts';
import { exchange, openLine } from '../line.ts';
import { requestOf } from '../request.ts';
import { createCall } from './burst.ts';

/** How many windows of the console an agent may have open on a node, each with a stream. */
const mostWindows = 10;

export const streams: Attack = {
  name: 'streams by the hundreds',
  does: '300 streams of live notices with one session read nothing while 100 tickets are made',
  async attack(server) {
    const count = server.many(300, 60);
    const lines = Array.from({ length: count }, (_, n) =>
      openLine(server, requestOf(`${streamPath}?windowId=w${n}`, { headers: { cookie: server.cookie } })),
    );
    const statuses = await Promise.all(
      lines.map(async ({ heard, socket }) => {
        while (!heard().includes('\r\n\r\n') && !socket.destroyed)
          await new Promise((resolve) => socket.once('data', resolve).once('close', resolve));
        socket.pause();
        return Number(/^HTTP\/1\.1 (\d+)/.exec(heard())?.[1]);
      }),
    );
    const replies = await Promise.all(
      Array.from({ length: server.many(100, 20) }, () => exchange(server, createCall(server, 'streams'))),
    );
    for (const { socket } of lines) socket.destroy();
    const open = statuses.filter((status) => status === 200).length;
    const refused = statuses.filter((status) => status === 429).length;
    return verdict(`${open} were opened, ${refused} got 429`, {
      'an agent has ten at most': open <= mostWindows && refused >= count - mostWindows,
      'tickets are made meanwhile': replies.every(({ code }) => code === '000000'),
    });
  },
};
