import type { IncomingMessage } from 'node:http';
import { Problem } from '../../errors.ts';
import { type Bound, makeBound } from './bound.ts';
import { FairQueue, type Queued } from './fair-queue.ts';
import { type Memory, readBytesOf } from './memory.ts';

/** The app on whose behalf a request is made; the same text for all requests without a known token. */
export type AppOf = (request: IncomingMessage) => string;

export interface GateRules {
  readonly appOf: AppOf;
  /** The memory that waiting requests may hold. */
  readonly memory: Memory;
  readonly waitMs: number;
  /** Bytes to reserve for a body of unknown length. */
  readonly bodyLimit: number;
  /** Called when a place becomes free and no request at the gate can take it. */
  readonly onRoom: () => void;
  /** How many calls of one app may be under way; left out, one app may take all places. */
  readonly mostOfApp?: number;
}

/** A request that waits at a full gate. */
interface Held extends Queued {
  readonly begin: () => void;
}

/**
 * Bounds how many calls of one kind are under way.
 *
 * A call reaches its gate after its body was received, so that slow clients occupy no places. While a gate is full, the
 * lanes begin no more calls of its kind, so that few wait here. An upload reaches its gate before its body is received.
 * It waits here for as long as `GONGDAN_WAIT` and the memory for waiting calls allow.
 */
export class Gate {
  readonly #most: number;
  readonly #rules: GateRules;
  readonly #byApp: Bound;
  readonly #mayBegin: ((app: string) => boolean) | undefined;
  readonly #queue = new FairQueue<Held>();
  #underWay = 0;

  constructor(most: number, rules: GateRules) {
    const { mostOfApp } = rules;
    const byApp = makeBound(mostOfApp ?? most);
    this.#most = most;
    this.#rules = rules;
    this.#byApp = byApp;
    this.#mayBegin = mostOfApp === undefined ? undefined : (app) => byApp.count(app) < mostOfApp;
  }

  /** True when the lane may begin a call of the kind. Always true with `mostOfApp`: see `shareOf` in gates.ts. */
  hasRoom(): boolean {
    return this.#rules.mostOfApp !== undefined || this.#underWay < this.#most;
  }

  /**
   * Does the work of the request when there is a free place for it. Apps get free places in turn. Throws Problem
   * `overloaded` when the request has waited too long, when its caller has gone, or when the memory for waiting
   * requests is used up.
   */
  async pass<Result>(request: IncomingMessage, work: () => Promise<Result>): Promise<Result> {
    const app = this.#rules.appOf(request);
    if (this.#underWay < this.#most && this.#byApp.enter(app)) this.#underWay += 1;
    else await this.#wait(request, app);
    try {
      return await work();
    } finally {
      this.#leave(app);
    }
  }

  #wait(request: IncomingMessage, app: string): Promise<void> {
    const { memory, waitMs, bodyLimit } = this.#rules;
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
        if (!this.#queue.remove(held)) return;
        stop();
        reject(new Problem('overloaded', why));
      };
      const giveUp = () => refuse('the caller is gone');
      const timer = setTimeout(() => refuse(`waited ${waitMs} ms, try again later`), waitMs);
      request.socket.once('close', giveUp);
      // The queue's times are not used: each request has a timer of its own.
      this.#queue.add(held, 0);
    });
  }

  /** Hands the place to the next request, or frees it. */
  #leave(app: string): void {
    this.#byApp.leave(app);
    const next = this.#queue.take(this.#mayBegin);
    if (next === undefined) {
      this.#underWay -= 1;
      this.#rules.onRoom();
      return;
    }
    this.#byApp.enter(next.app);
    this.#queue.charge(next.app, 1);
    next.begin();
  }
}
