import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureCreating } from './creating.ts';
import { measureLatency } from './latency.ts';
import { measureThroughput } from './throughput.ts';

// `npm run bench:push -- --seconds 2 --deliveries 5000` is a quick run. Only the full size writes the page in docs.
const { values } = parseArgs({
  options: {
    deliveries: { type: 'string', default: '50000' },
    seconds: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '5' },
  },
});
const seconds = Number(values.seconds);
const log = '/dev/null';
const loadBefore = loadavg()[0]!;

say('measuring deliveries per second');
const throughput = await measureThroughput(Number(values.deliveries), log);
say('measuring latency with one endpoint');
const alone = await measureLatency(1, 0, seconds, log);
say('measuring latency with ten endpoints');
const ten = await measureLatency(10, 0, seconds, log);
say('measuring latency with one of ten endpoints dead');
const oneDead = await measureLatency(10, 1, seconds, log);
say('measuring the cost of creating a ticket');
const creating = await measureCreating({ rounds: Number(values.rounds), seconds: 2, connections: 32 }, log);

const text = `# Pushes, measured

${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} × ${cpus()[0]?.model}, SQLite, Node ${process.version}. Made by \`npm run bench:push\`.
The receivers run on the same machine and send the documented acknowledgement at once; every message is signed. Load
average ${loadBefore.toFixed(1)} before and ${loadavg()[0]!.toFixed(1)} after.

| what | measured |
|---|---|
| ${throughput.deliveries.toLocaleString('en')} waiting messages to one receiver | ${Math.round(throughput.perSecond).toLocaleString('en')} a second, ${Math.round(throughput.cpuMicros)} µs of processor each (${Math.round(1e6 / throughput.cpuMicros).toLocaleString('en')} a second on a whole core) |
| from event to arrival at 200 events a second, one endpoint | p50 ${alone.p50Ms} ms, p99 ${alone.p99Ms} ms |
| the same with ten endpoints, 2,000 deliveries a second | p50 ${ten.p50Ms} ms, p99 ${ten.p99Ms} ms |
| the same, when one of the ten never answers: arrival at the other nine | p50 ${oneDead.p50Ms} ms, p99 ${oneDead.p99Ms} ms (${(oneDead.p99Ms / ten.p99Ms).toFixed(2)} × the p99 of all ten) |
| processor time of creating a ticket, without and with an endpoint | ${Math.round(creating.without)} µs and ${Math.round(creating.with)} µs (${(creating.with / creating.without).toFixed(2)} ×) |

The time from event to arrival includes the commit of the change.
`;
console.log(text);
const page = fileURLToPath(new URL('../../../docs/measurements/pushes.md', import.meta.url));
if (values.deliveries === '50000' && seconds === 20) await writeFile(page, text);

/** Writes progress to stderr, because stdout has the result. */
function say(what: string): void {
  console.error(`${new Date().toISOString().slice(11, 19)} ${what}`);
}
