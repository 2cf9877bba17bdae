import { once } from 'node:events';
import { type Attack, verdict } from '../attack.ts';
import { openLine } from '../line.ts';
import { requestOf } from '../request.ts';
import type { Target } from '../target.ts';
import { createCall } from './burst.ts';

/** Four ways to reset a connection: at once, in the middle of a request, before the answer, and after it. */
const ends: readonly ((server: Target) => Promise<void>)[] = [
  (server) => end(openLine(server)),
  (server) => end(openLine(server, createCall(server).subarray(0, 300))),
  (server) => end(openLine(server, createCall(server, 'churn'))),
  async (server) => {
    const line = openLine(server, requestOf('/livez'));
    await line.reply(5000);
    await end(line);
  },
];

export const churn: Attack = {
  name: 'connections that come and go',
  does: '6,000 connections, 100 at a time, reset at once, within the request, before the answer and after it',
  async attack(server) {
    const count = server.many(6000, 400);
    let begun = 0;
    async function comeAndGo(): Promise<void> {
      while (begun < count) {
        begun += 1;
        await ends[begun % ends.length]!(server);
      }
    }
    await Promise.all(Array.from({ length: 100 }, comeAndGo));
    // The attack has no checks of its own: the honest callers and the aftermath show whether the server held.
    return verdict(`${count} connections`, {});
  },
};

async function end({ socket }: { readonly socket: ReturnType<typeof openLine>['socket'] }): Promise<void> {
  if (socket.connecting) await once(socket, 'connect').catch(() => {});
  socket.resetAndDestroy();
}
