import { connect } from 'node:net';

/** One window of load: a number of connections, each with one request under way at a time. */
export interface Window {
  readonly port: number;
  /** Complete HTTP requests. They are sent in this order; after the last one the first is sent again. */
  readonly requests: readonly string[];
  readonly connections: number;
  readonly seconds: number;
}

/** The result of one window. */
export interface Answered {
  readonly requests: number;
  /** Number of answers without ret_code 000000, whatever their HTTP status. */
  readonly refused: number;
  /** The first 600 characters of the first refused answer; "" when none was refused. */
  readonly example: string;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** This file runs as a process of its own: it receives windows and sends back results. */
process.on('message', async (window: Window) => process.send?.(await apply(window)));

async function apply({ port, requests, connections, seconds }: Window): Promise<Answered> {
  const bytes = requests.map((request) => Buffer.from(request));
  const latencies: number[] = [];
  const began = performance.now();
  const until = began + seconds * 1000;
  let next = 0;
  let refused = 0;
  let example = '';

  function judge(answer: Buffer): void {
    if (answer.includes('"ret_code":"000000"')) return;
    refused += 1;
    example ||= answer.toString().slice(0, 600);
  }

  function converse(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      let pending = Buffer.alloc(0);
      let sentAt = 0;

      function send(): void {
        sentAt = performance.now();
        socket.write(bytes[next++ % bytes.length]!);
      }

      socket.on('connect', send).on('error', reject);
      socket.on('data', (part) => {
        pending = pending.length === 0 ? part : Buffer.concat([pending, part]);
        const length = lengthOf(pending);
        if (length === undefined || pending.length < length) return;
        latencies.push(performance.now() - sentAt);
        judge(pending);
        pending = Buffer.alloc(0);
        if (performance.now() < until) return send();
        socket.end();
        resolve();
      });
    });
  }

  await Promise.all(Array.from({ length: connections }, converse));
  latencies.sort((a, b) => a - b);
  return {
    requests: latencies.length,
    refused,
    example,
    seconds: (performance.now() - began) / 1000,
    p50Ms: latencies[Math.floor(latencies.length * 0.5)] ?? 0,
    p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
  };
}

/** Returns the length of the whole answer in bytes, or undefined while its head is incomplete. */
function lengthOf(answer: Buffer): number | undefined {
  const head = answer.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const length = answer.toString('latin1', 0, head).match(/content-length: (\d+)/i)?.[1];
  if (length === undefined) throw new Error('an answer without a content-length');
  return head + 4 + Number(length);
}
