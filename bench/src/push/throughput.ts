import { setTimeout as wait } from 'node:timers/promises';
import { installation } from './installation.ts';
import { type Arrival, startReceiver } from './receivers.ts';

export interface Throughput {
  readonly deliveries: number;
  readonly perSecond: number;
  /** Processor time of the server per delivery. */
  readonly cpuMicros: number;
}

/** Measures how fast a server delivers this many waiting messages to one receiver on the same machine. */
export async function measureThroughput(deliveries: number, log: string): Promise<Throughput> {
  const receiver = await startReceiver();
  const installed = await installation([receiver.url], log);
  await installed.fill(deliveries);
  const server = await installed.serve();
  const before = server.cpuMicros();
  const arrivals: Arrival[] = [];
  let after = before;
  while (arrivals.length < deliveries) {
    await wait(100);
    arrivals.push(...(await receiver.arrivals()));
    after = server.cpuMicros();
  }
  await server.stop();
  await receiver.stop();
  await installed.remove();
  const seconds = (arrivals.at(-1)![1] - arrivals[0]![1]) / 1000;
  return { deliveries, perSecond: deliveries / seconds, cpuMicros: (after - before) / deliveries };
}
