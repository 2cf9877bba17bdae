import type { IncomingMessage } from 'node:http';
import type { Config } from '../../config/config.ts';
import { Problem } from '../../errors.ts';
import { makeBound } from './bound.ts';
import { makeFairQueue, type Queued } from './fair-queue.ts';
import { type Kind, kinds, mostOf } from './limits.ts';
import { type Memory, makeMemory, readBytesOf } from './memory.ts';

/** Bounds how many calls of one kind are under way. */
export interface Gate {
  /** Whether the lane may begin a call of the kind. */
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
  const gates = new Map(kinds.map((kind) => [kind, makeGate(most[kind], { ...rules, ...shareOf(kind, most[kind]) })]));
  return {
    of: (kind) => gates.get(kind)!,
    memory,
    onRoom: (listener) => listeners.push(listener),
  };
}

/**
 * An upload keeps its place as long as its client takes, minutes if it is slow, so one app gets at most half of them. The
 * lane does not check for room: an upload without a token is refused before it needs a place, and others wait at the gate.
 */
function shareOf(kind: Kind, most: number): { readonly mostOfApp: number } | undefined {
  return kind === 'uploads' ? { mostOfApp: Math.max(1, Math.floor(most / 2)) } : undefined;
}

interface GateRules {
  readonly appOf: AppOf;
  readonly memory: Memory;
  readonly waitMs: number;
  /** What a body of unknown length may hold. */
  readonly bodyLimit: number;
  readonly tellRoom: () => void;
  /** How many calls of one app may be under way; left out, the app may fill the gate. */
  readonly mostOfApp?: number;
}

/** A request at a full gate. */
interface Held extends Queued {
  readonly begin: () => void;
}

/**
 * A call reaches its gate after its body, so that slow bodies keep no place. While a gate is full the lanes begin no more
 * calls of its kind, so that few wait here. Uploads reach their gate before their body, and wait here for as long as
 * `GONGDAN_WAIT` and the memory for waiting calls allow.
 */
export function makeGate(most: number, rules: GateRules): Gate {
  const { appOf, memory, waitMs, bodyLimit, tellRoom, mostOfApp } = rules;
  const byApp = makeBound(mostOfApp ?? most);
  const mayBegin = mostOfApp === undefined ? undefined : (one: string) => byApp.count(one) < mostOfApp;
  const queue = makeFairQueue<Held>();
  let underWay = 0;

  function wait(request: IncomingMessage, app: string): Promise<void> {
    const bytes = readBytesOf(request, bodyLimit);
    if (!memory.take(bytes))
      return Promise.reject(new Problem('overloaded', 'too many calls at once, try again later'));
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        request.socket.off('close', giveUp);
        memory.release(bytes);
      };
      const begin = () => {
        stop();
        resolve();
      };
      const held = { app, bytes, begin };
      const refuse = (why: string) => {
        if (!queue.remove(held)) return;
        stop();
        reject(new Problem('overloaded', why));
      };
      const giveUp = () => refuse('the caller is gone');
      const timer = setTimeout(() => refuse(`waited ${waitMs} ms, try again later`), waitMs);
      request.socket.once('close', giveUp);
      queue.add(held, 0);
    });
  }

  /** Hands the place on, or gives it up. */
  function leave(app: string): void {
    byApp.leave(app);
    const next = queue.take(mayBegin);
    if (next === undefined) {
      underWay -= 1;
      tellRoom();
      return;
    }
    byApp.enter(next.app);
    queue.charge(next.app, 1);
    next.begin();
  }

  return {
    hasRoom: () => mostOfApp !== undefined || underWay < most,
    async pass(request, work) {
      const app = appOf(request);
      if (underWay < most && byApp.enter(app)) underWay += 1;
      else await wait(request, app);
      try {
        return await work();
      } finally {
        leave(app);
      }
    },
  };
}
