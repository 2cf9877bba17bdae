import { type Attack, verdict } from '../attack.ts';
import { openLine, type Reply } from '../line.ts';
import type { Target } from '../target.ts';
import { createCall } from './burst.ts';

/** One app calls as fast as it can on many connections, while the honest caller uses another app. */
export const greedyApp: Attack = {
  name: 'a greedy app',
  does: '300 connections of one app create tickets without a pause, while another app has a single caller',
  slowestLivezMs: 2000,
  async attack(server) {
    const until = performance.now() + server.many(8000, 2000);
    server.honest.begin(0);
    const floods = await Promise.all(Array.from({ length: server.many(300, 60) }, () => flood(server, until)));
    const { calls, failures, made } = await server.honest.end();
    server.acknowledge(made);
    const times = floods.flat().toSorted((a, b) => a - b);
    const p99 = Math.round(times[Math.floor(times.length * 0.99)] ?? 0);
    const saw = `${times.length} calls of the greedy app, p99 ${p99} ms; ${calls.count} of the other, p99 ${calls.p99} ms`;
    return verdict(saw, {
      'no call of the other app fails': failures.length === 0,
      'its p99 is at most a fifth of the greedy one, or 200 ms':
        calls.p99 <= Math.max(p99 / 5, 200 * server.slowness()),
    });
  },
};

/** Makes calls one after the other, each on a new connection, and returns how long each took. */
async function flood(server: Target, until: number): Promise<number[]> {
  const times: number[] = [];
  const bytes = createCall(server, 'greedy');
  while (performance.now() < until) {
    const line = openLine(server, bytes);
    const began = performance.now();
    const reply: Reply = await line.reply();
    line.socket.destroy();
    times.push(performance.now() - began);
    const id = /"ticketid":"([0-9a-f]{32})"/.exec(reply.text)?.[1];
    if (id !== undefined) server.acknowledge([id]);
  }
  return times;
}
