import { FairQueue, type Queued } from './fair-queue.ts';
import { makeStandingLoad, type Patience, type StandingLoad } from './standing-load.ts';

/** A call that waits for its turn. Either `serve` or `refuse` is called, once, unless the call is removed before. */
export interface Waiting extends Queued {
  readonly serve: () => void;
  readonly refuse: () => void;
}

/**
 * A refusal costs about 50 µs, so two per millisecond take a tenth of the event loop's time. Calls are not refused as
 * they arrive, because a crowd that gets 503 at once calls again at once, and Node would do nothing but read and
 * refuse.
 */
const refusalsPerMs = 2;
/** Each check may refuse at least so many: as many as two per millisecond make in the 50 ms between two checks. */
const leastPerCheck = 100;

/** The queue of calls of one kind, and the judgement whether its load lasts. */
export class Lane {
  readonly #patience: Patience;
  readonly #queue = new FairQueue<Waiting>();
  readonly #load: StandingLoad;
  #checkedAt = 0;

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

  /**
   * Takes the calls that are to be refused now: those that have waited too long and, while the load lasts, those beyond
   * the share of their app. When there are too many for one check, the rest is refused at the next ones.
   */
  takeRefused(at: number): Waiting[] {
    const most = Math.max(leastPerCheck, (at - this.#checkedAt) * refusalsPerMs);
    this.#checkedAt = at;
    const expired = this.#takeExpired(at, most);
    this.#load.observe(at, at - (this.#queue.oldestSince() ?? at), this.#queue.size());
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

  /** Takes the oldest calls first, because their callers will be the first to time out. */
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

  /**
   * How many calls of one app may wait: as many as the lane serves for the app within the target, when all apps that
   * wait share the lane evenly; at least one.
   */
  #roomOfApp(): number {
    const servedInTarget = (this.#load.perSecond() * this.#patience.targetMs) / 1000;
    return Math.max(1, Math.floor(servedInTarget / this.#queue.apps()));
  }
}
