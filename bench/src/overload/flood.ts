import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { type Answer, answerReader } from './answer-reader.ts';

/** Calls that arrive at a rate of their own, whether or not the server keeps up with them. */
export interface Flood {
  readonly port: number;
  /** Whole requests, sent one after the other and again from the first. */
  readonly requests: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
  /** Callers, each on a connection of its own; a call that comes while all of them wait is not sent. */
  readonly connections: number;
}

export interface Flooded {
  /** Milliseconds from sending to the whole answer, from the shortest. */
  readonly accepted: readonly number[];
  /** The same of answers with HTTP 503 and Retry-After. */
  readonly refused: readonly number[];
  /** Any other answer; the first of them. */
  readonly wrong: number;
  readonly example: string;
  /** Connections that ended without an answer. */
  readonly broken: number;
  readonly unsent: number;
  /** Ids of the tickets whose making was acknowledged. */
  readonly made: readonly string[];
}

const connectingMs = 2000;
const lastAnswersMs = 3000;

/** Run as a process of its own: a flood comes in, its result goes out. */
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
  let [sent, unsent, broken] = [0, 0, 0];

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
        if (caller.waiting) broken += 1;
        else free.splice(free.indexOf(caller), 1);
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
  return { ...tally.result(), broken, unsent };
}

function newTally() {
  const accepted: number[] = [];
  const refused: number[] = [];
  const made: string[] = [];
  let [wrong, example] = [0, ''];
  return {
    count({ status, head, body }: Answer, ms: number): void {
      if (status === 200 && body.startsWith('{"ret_code":"000000"')) {
        accepted.push(ms);
        const id = /"item":\{"ticketid":"([0-9a-f]{32})"\},"items":\[\]\}$/.exec(body)?.[1];
        if (id !== undefined) made.push(id);
      } else if (status === 503 && /retry-after: \d/i.test(head)) {
        refused.push(ms);
      } else {
        wrong += 1;
        example ||= head + body.slice(0, 500);
      }
    },
    result() {
      return { accepted: accepted.toSorted(ascending), refused: refused.toSorted(ascending), made, wrong, example };
    },
  };
}

function ascending(one: number, other: number): number {
  return one - other;
}
