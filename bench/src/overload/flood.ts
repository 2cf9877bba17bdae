import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { answerReader } from './answer-reader.ts';
import { newTally, type Tallied } from './tally.ts';

/** Calls that arrive at a fixed rate, whether or not the server keeps up with them. */
export interface Flood {
  readonly port: number;
  /** Complete HTTP requests. They are sent in this order; after the last one the first is sent again. */
  readonly requests: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
  /** Number of callers, each on its own connection. A call that is due while every caller waits for an answer is not sent. */
  readonly connections: number;
}

export interface Flooded extends Tallied {
  /** Calls that were due while no caller was free. */
  readonly unsent: number;
}

/** All connections are opened for so long before the first call. */
const connectingMs = 2000;
/** After the last call, answers are awaited for so long. */
const lastAnswersMs = 3000;

/** This file runs as a process of its own: it receives a flood and sends back its result. */
process.on('message', async (flood: Flood) => process.send?.(await pour(flood)));

interface Caller {
  readonly socket: Socket;
  sentAt: number;
  waiting: boolean;
}

async function pour({ port, requests, perSecond, seconds, connections }: Flood): Promise<Flooded> {
  const bytes = requests.map((request) => Buffer.from(request));
  const tally = newTally();
  const free: Caller[] = [];
  let [sent, unsent] = [0, 0];

  function open(): void {
    const caller = { socket: connect({ port, host: '127.0.0.1', noDelay: true }), sentAt: 0, waiting: false };
    const read = answerReader((answer) => {
      caller.waiting = false;
      tally.count(answer, performance.now() - caller.sentAt);
      free.push(caller);
    });
    caller.socket
      .on('connect', () => free.push(caller))
      .on('data', read)
      .on('error', () => {})
      .on('close', () => {
        if (caller.waiting) tally.break();
        // A caller that waits, or whose connection was never established, is not among the free ones.
        const index = free.indexOf(caller);
        if (index >= 0) free.splice(index, 1);
      });
  }

  function call(): void {
    const caller = free.shift();
    if (!caller) {
      unsent += 1;
      return;
    }
    caller.waiting = true;
    caller.sentAt = performance.now();
    caller.socket.write(bytes[sent++ % bytes.length]!);
  }

  for (let count = 0; count < connections; count += 1) open();
  await setTimeout(connectingMs);
  const began = performance.now();
  for (let due = 0; performance.now() - began < seconds * 1000; await setTimeout(1)) {
    for (const until = ((performance.now() - began) / 1000) * perSecond; due < until; due += 1) call();
  }
  await setTimeout(lastAnswersMs);
  return { ...tally.result(), unsent };
}
