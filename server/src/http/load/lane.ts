import { makeFairQueue, type Queued } from './fair-queue.ts';
import { makeStandingLoad, type Patience } from './standing-load.ts';

/** A call that waits for its turn. One of the two functions is called, once, unless the call is taken out before. */
export interface Waiting extends Queued {
  readonly serve: () => void;
  readonly refuse: () => void;
}

/** Where calls of one kind wait. */
export interface Lane {
  readonly size: () => number;
  add(call: Waiting, at: number): void;
  /** Takes a call out that was given up by its caller. */
  remove(call: Waiting): boolean;
  /** Takes the call whose turn it is. */
  take(): Waiting | undefined;
  takeOf(app: string): Waiting | undefined;
  charge(app: string, ms: number): void;
  readonly greediest: () => { readonly app: string; readonly bytes: number } | undefined;
  /** Takes out the calls that have waited too long, and while load stays those beyond the share of their app. */
  look(at: number): Waiting[];
}

/**
 * Refusing costs some 50 µs, so that refusals take at most a tenth of the time of the event loop. Calls are never refused
 * as they arrive. A crowd that hears 503 at once calls again at once, and Node would do nothing but read and refuse.
 */
const refusalsPerMs = 2;
const mostAtFirst = 100;

export function makeLane(patience: Patience): Lane {
  const queue = makeFairQueue<Waiting>();
  const load = makeStandingLoad(patience);
  let lookedAt = 0;

  /** As many calls of an app as are served within the target at the app's share, and never none. */
  function room(apps: number): number {
    return Math.max(1, Math.floor((load.perSecond() * patience.targetMs) / 1000 / apps));
  }

  function takeExpired(at: number, most: number): Waiting[] {
    const calls: Waiting[] = [];
    while (calls.length < most) {
      const app = queue.appWaitingSince(at - patience.boundMs);
      if (app === undefined) break;
      calls.push(queue.takeOf(app)!);
    }
    return calls;
  }

  /** The oldest go: their callers are the first to give up, and the younger ones can be answered in time. */
  function takeBeyondShare(at: number, most: number): Waiting[] {
    const calls: Waiting[] = [];
    while (calls.length < most) {
      const app = queue.appBeyond(room(queue.apps()));
      if (app === undefined) break;
      calls.push(queue.takeOf(app)!);
      load.countShed(at);
    }
    return calls;
  }

  return {
    size: queue.size,
    add: queue.add,
    remove: queue.remove,
    take() {
      const call = queue.take();
      if (call) load.countServed();
      return call;
    },
    takeOf: queue.takeOf,
    charge: queue.charge,
    greediest: queue.greediest,
    look(at) {
      const most = Math.max(mostAtFirst, (at - lookedAt) * refusalsPerMs);
      lookedAt = at;
      const expired = takeExpired(at, most);
      load.look(at, at - (queue.oldestSince() ?? at), queue.size());
      return load.stays() ? [...expired, ...takeBeyondShare(at, most - expired.length)] : expired;
    },
  };
}
