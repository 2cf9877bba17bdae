import { FairQueue, type Queued } from './fair-queue.ts';
import { makeStandingLoad, type Patience, type StandingLoad } from './standing-load.ts';

/** A call that waits for its turn. One of the two functions is called, once, unless the call is removed before. */
export interface Waiting extends Queued {
  readonly serve: () => void;
  readonly refuse: () => void;
}

/**
 * Refusing costs some 50 µs, so that refusals take at most a tenth of the time of the event loop. Calls are never
 * refused as they arrive. A crowd that gets 503 at once calls again at once, and Node would do nothing but read and
 * refuse.
 */
const refusalsPerMs = 2;
const mostAtFirst = 100;

/** Where calls of one kind wait. */
export class Lane {
  readonly #patience: Patience;
  readonly #queue = new FairQueue<Waiting>();
  readonly #load: StandingLoad;
  #lookedAt = 0;

  constructor(patience: Patience) {
    this.#patience = patience;
    this.#load = makeStandingLoad(patience);
  }

  size(): number {
    return this.#queue.size();
  }

  add(call: Waiting, at: number): void {
    this.#queue.add(call, at);
  }

  /** Removes a call whose caller has gone. False when it is not in the lane. */
  remove(call: Waiting): boolean {
    return this.#queue.remove(call);
  }

  /** Takes the call that is to be served next. */
  take(): Waiting | undefined {
    const call = this.#queue.take();
    if (call) this.#load.countServed();
    return call;
  }

  /** Takes the oldest call of one app. */
  takeOf(app: string): Waiting | undefined {
    return this.#queue.takeOf(app);
  }

  /** Adds the time of the loop that a call of the app has cost. */
  charge(app: string, ms: number): void {
    this.#queue.charge(app, ms);
  }

  /** The app whose waiting calls hold the most memory. */
  greediest(): { readonly app: string; readonly bytes: number } | undefined {
    return this.#queue.greediest();
  }

  /** Takes the calls that have waited too long and, while load stays, those beyond the share of their app. */
  look(at: number): Waiting[] {
    const most = Math.max(mostAtFirst, (at - this.#lookedAt) * refusalsPerMs);
    this.#lookedAt = at;
    const expired = this.#takeExpired(at, most);
    this.#load.look(at, at - (this.#queue.oldestSince() ?? at), this.#queue.size());
    return this.#load.stays() ? [...expired, ...this.#takeBeyondShare(at, most - expired.length)] : expired;
  }

  #takeExpired(at: number, most: number): Waiting[] {
    const calls: Waiting[] = [];
    while (calls.length < most) {
      const app = this.#queue.appWaitingSince(at - this.#patience.boundMs);
      if (app === undefined) break;
      calls.push(this.#queue.takeOf(app)!);
    }
    return calls;
  }

  /** The oldest are shed: their callers are the first to give up, and the younger ones can be answered in time. */
  #takeBeyondShare(at: number, most: number): Waiting[] {
    const calls: Waiting[] = [];
    while (calls.length < most) {
      const app = this.#queue.appBeyond(this.#roomOfApp());
      if (app === undefined) break;
      calls.push(this.#queue.takeOf(app)!);
      this.#load.countShed(at);
    }
    return calls;
  }

  /** As many calls of an app as are served within the target at the app's share, and at least one. */
  #roomOfApp(): number {
    const servedInTarget = (this.#load.perSecond() * this.#patience.targetMs) / 1000;
    return Math.max(1, Math.floor(servedInTarget / this.#queue.apps()));
  }
}
