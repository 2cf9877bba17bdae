import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';
import { Problem } from '../errors.ts';
import { makeFairQueue, type Queued } from './fair-queue.ts';
import { type Kind, kinds, mostOf } from './limits.ts';
import { type Memory, makeMemory, readBytesOf } from './memory.ts';

/** Bounds how many calls of one kind are under way. */
export interface Gate {
  readonly hasRoom: () => boolean;
  /**
   * Does the work of the request when there is room for it. Apps get free places in turn. Throws Problem `overloaded`
   * when the request has waited too long, or when the memory for those that wait is used up.
   */
  pass<Result>(request: IncomingMessage, work: () => Promise<Result>): Promise<Result>;
}

/** The gates of all kinds of work. Both doors, the wire's and the console's, share the one set. */
export interface Gates {
  readonly of: (kind: Kind) => Gate;
  /** What calls hold that wait, in front of the gates and in front of the router. */
  readonly memory: Memory;
  /** Calls the listener whenever a place becomes free that nobody at the gate waits for. */
  onRoom(listener: () => void): void;
}

/** The app on whose behalf a request is made; the same text for all requests without a known token. */
export type AppOf = (request: IncomingMessage) => string;

export function makeGates(config: Config, appOf: AppOf): Gates {
  const most = mostOf(config);
  const memory = makeMemory(config.waitMemory);
  const listeners: (() => void)[] = [];
  const tellRoom = () => {
    for (const listener of listeners) listener();
  };
  const rules = { appOf, memory, waitMs: config.waitMs, bodyLimit: config.bodyLimit, tellRoom };
  const gates = new Map(kinds.map((kind) => [kind, makeGate(most[kind], rules)]));
  return {
    of: (kind) => gates.get(kind)!,
    memory,
    onRoom: (listener) => listeners.push(listener),
  };
}

interface GateRules {
  readonly appOf: AppOf;
  readonly memory: Memory;
  readonly waitMs: number;
  /** What a body of unknown length may hold. */
  readonly bodyLimit: number;
  readonly tellRoom: () => void;
}

/** A request at a full gate. */
interface Held extends Queued {
  readonly begin: () => void;
}

/**
 * A request reaches its gate when its body has come, so that slow bodies keep no place. While a gate is full the lanes
 * begin no more calls of its kind, so that few wait here: those whose bodies were on their way.
 */
export function makeGate(most: number, { appOf, memory, waitMs, bodyLimit, tellRoom }: GateRules): Gate {
  const queue = makeFairQueue<Held>();
  let underWay = 0;

  function wait(request: IncomingMessage): Promise<void> {
    const bytes = readBytesOf(request, bodyLimit);
    if (!memory.take(bytes))
      return Promise.reject(new Problem('overloaded', 'too many calls at once, try again later'));
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer);
        memory.release(bytes);
        resolve();
      };
      const held = { app: appOf(request), bytes, begin };
      const timer = setTimeout(() => {
        queue.remove(held);
        memory.release(bytes);
        reject(new Problem('overloaded', `waited ${waitMs} ms, try again later`));
      }, waitMs);
      queue.add(held, 0);
    });
  }

  /** Hands the place on, or gives it up. */
  function leave(): void {
    const next = queue.take();
    if (next === undefined) {
      underWay -= 1;
      tellRoom();
      return;
    }
    queue.charge(next.app, 1);
    next.begin();
  }

  return {
    hasRoom: () => underWay < most,
    async pass(request, work) {
      if (underWay < most) underWay += 1;
      else await wait(request);
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
