import { setTimeout as wait } from 'node:timers/promises';
import { ticketOpener } from './create-call.ts';
import { installation } from './installation.ts';
import { type Receiver, startDeadReceiver, startReceiver } from './receivers.ts';

export interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const eventsPerSecond = 200;
/** This many tickets are created at the same moment. */
const burst = 4;

/**
 * Measures the time from an event to the arrival of its message, after two seconds of warm-up. The first `dead` endpoints
 * never answer, and their messages are not measured.
 */
export async function measureLatency(endpoints: number, dead: number, seconds: number, log: string): Promise<Latency> {
  const receivers = await Promise.all(
    Array.from({ length: endpoints }, (_, index) => (index < dead ? startDeadReceiver() : startReceiver())),
  );
  const installed = await installation(
    receivers.map(({ url }) => url),
    log,
  );
  const server = await installed.serve();
  const call = await ticketOpener(server.port);
  await makeEvents(call, 2);
  await arrived(receivers, 2 * eventsPerSecond * (endpoints - dead));
  await makeEvents(call, seconds);
  const latencies = await arrived(receivers, seconds * eventsPerSecond * (endpoints - dead));
  await server.stop();
  await Promise.all(receivers.map((receiver) => receiver.stop()));
  await installed.remove();
  latencies.sort((one, other) => one - other);
  return {
    p50Ms: latencies[Math.floor(latencies.length * 0.5)]!,
    p99Ms: latencies[Math.floor(latencies.length * 0.99)]!,
  };
}

/** Creates tickets at a constant rate, even when the server is slower. */
async function makeEvents(call: () => Promise<void>, seconds: number): Promise<void> {
  const began = performance.now();
  const calls: Promise<void>[] = [];
  for (let made = 0; made < seconds * eventsPerSecond; made += burst) {
    await wait(Math.max(0, began + (made * 1000) / eventsPerSecond - performance.now()));
    for (let one = 0; one < burst; one++) calls.push(call());
  }
  await Promise.all(calls);
}

/**
 * Waits for this many messages and returns their latencies in milliseconds. A message's id begins with the time of its
 * event, which lies before the commit.
 */
async function arrived(receivers: readonly Receiver[], count: number): Promise<number[]> {
  const latencies: number[] = [];
  while (latencies.length < count) {
    await wait(50);
    for (const receiver of receivers) {
      // The first 12 hex digits of an id are milliseconds UTC.
      for (const [id, at] of await receiver.arrivals()) latencies.push(at - Number.parseInt(id.slice(0, 12), 16));
    }
  }
  return latencies;
}
