import { least } from './fair-queue.ts';
import { Lane, type Waiting } from './lane.ts';
import type { Memory } from './memory.ts';
import type { Patience } from './standing-load.ts';

export interface Lanes<Name extends string> {
  /** Queues a call in a lane, or refuses it at once. Returns a function that removes it when its caller has gone. */
  add(name: Name, call: Waiting): () => void;
  /** To be called when a gate has a free place again: serves the calls that waited for it. */
  wake(): void;
}

export interface LaneRules<Name extends string> {
  readonly names: readonly Name[];
  readonly patience: Patience;
  /** The memory that all waiting calls may hold together. */
  readonly memory: Memory;
  /** False while as many calls of the lane are under way as its gate allows. The other calls of the lane wait. */
  readonly hasRoom: (name: Name) => boolean;
  /** Measures how long calls have waited, in milliseconds. */
  readonly elapsed: () => number;
  /** Measures how long calls and slices occupy the event loop, in milliseconds. */
  readonly running: () => number;
}

/** How often lanes are checked for calls to refuse while something waits. */
const checkEveryMs = 50;

/**
 * A slice of serving lasts as long as the other work (commits, replies, socket reads) took since the last slice,
 * clamped to 2–10 ms: Node accepts one new connection per turn of the loop, so slices must end soon.
 */
const shortestSliceMs = 2;
const longestSliceMs = 10;

/**
 * Shares one event loop among kinds of work and the apps within them. A call waits in the lane of its kind. Of the
 * lanes whose calls can be served, the one that has used the least time is next, and within it the app that has used
 * the least.
 */
export function makeLanes<Name extends string>(rules: LaneRules<Name>): Lanes<Name> {
  return new LoopShare(rules);
}

/** A lane and its share of the event loop. */
interface LaneShare {
  readonly lane: Lane;
  readonly hasRoom: () => boolean;
  /**
   * Milliseconds of the event loop that the lane has used. When a call comes to an empty lane, this is raised to
   * `#frontMs`, because idle time is not saved up.
   */
  spentMs: number;
}

class LoopShare<Name extends string> implements Lanes<Name> {
  readonly #elapsed: () => number;
  readonly #running: () => number;
  readonly #memory: Memory;
  readonly #shares: ReadonlyMap<Name, LaneShare>;
  #scheduled = false;
  #ticking: NodeJS.Timeout | undefined;
  /** When calls to refuse are looked for next, by the `running` clock. */
  #lookAt = 0;
  #sliceEndsAt = 0;
  #sliceEndedAt = 0;
  /** `spentMs` of the lane served last. */
  #frontMs = 0;

  constructor({ names, patience, memory, hasRoom, elapsed, running }: LaneRules<Name>) {
    this.#elapsed = elapsed;
    this.#running = running;
    this.#memory = memory;
    const makeShare = (name: Name) => ({ lane: new Lane(patience), hasRoom: () => hasRoom(name), spentMs: 0 });
    this.#shares = new Map(names.map((name) => [name, makeShare(name)]));
  }

  add(name: Name, call: Waiting): () => void {
    const share = this.#shares.get(name)!;
    const { lane } = share;
    const now = this.#running();
    if (now >= this.#lookAt) this.#refuseDue(now);
    if (!this.#takeMemory(call)) {
      call.refuse();
      return nothing;
    }
    if (lane.size() === 0) share.spentMs = Math.max(share.spentMs, this.#frontMs);
    lane.add(call, this.#elapsed());
    this.#ticking ??= setInterval(() => this.#tick(), checkEveryMs).unref();
    this.#schedule();
    return () => {
      if (lane.remove(call)) this.#memory.release(call.bytes);
    };
  }

  wake(): void {
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(this.#serveSlice);
  }

  readonly #serveSlice = (): void => {
    this.#scheduled = false;
    const now = this.#running();
    if (now >= this.#lookAt) this.#refuseDue(now);
    const sliceMs = Math.min(longestSliceMs, Math.max(shortestSliceMs, now - this.#sliceEndedAt));
    this.#sliceEndsAt = now + sliceMs;
    this.#serveNext();
  };

  #serveNext(): void {
    const now = this.#running();
    const share = least(this.#servable(), ({ spentMs }) => spentMs);
    if (share && now <= this.#sliceEndsAt) {
      this.#serveOne(share, share.lane.take()!, now);
      return;
    }
    this.#sliceEndedAt = now;
    if (share) this.#schedule();
  }

  *#servable(): Generator<LaneShare> {
    for (const share of this.#shares.values()) if (share.lane.size() > 0 && share.hasRoom()) yield share;
  }

  #serveOne(share: LaneShare, call: Waiting, servedAt: number): void {
    this.#frontMs = share.spentMs;
    this.#memory.release(call.bytes);
    call.serve();
    const next = () => {
      const ms = this.#running() - servedAt;
      share.spentMs += ms;
      share.lane.charge(call.app, ms);
      this.#serveNext();
    };
    // `nextTick` called from a microtask runs once the microtask queue is empty: the call has then done all that it can
    // do without I/O.
    queueMicrotask(() => process.nextTick(next));
  }

  /**
   * Runs every 50 ms while something waits, also when no lane has room and no slice is served, so that calls still
   * expire.
   */
  #tick(): void {
    this.#refuseDue(this.#running());
    if ([...this.#shares.values()].some(({ lane }) => lane.size() > 0)) return;
    clearInterval(this.#ticking);
    this.#ticking = undefined;
  }

  #refuseDue(now: number): void {
    this.#lookAt = now + checkEveryMs;
    for (const { lane } of this.#shares.values())
      for (const call of lane.takeRefused(this.#elapsed())) this.#refuse(call);
  }

  #refuse(call: Waiting): void {
    this.#memory.release(call.bytes);
    call.refuse();
  }

  /**
   * Takes the memory that the call holds while it waits. While there is too little, it refuses the oldest call of the
   * app that holds the most memory in one lane. False when no other app's calls hold more than this call.
   */
  #takeMemory(call: Waiting): boolean {
    while (!this.#memory.take(call.bytes)) {
      const { lane } = least(this.#shares.values(), (share) => -(share.lane.greediest()?.bytes ?? 0))!;
      const greediest = lane.greediest();
      if (!greediest || greediest.app === call.app || greediest.bytes <= call.bytes) return false;
      this.#refuse(lane.takeOf(greediest.app)!);
    }
    return true;
  }
}

const nothing = () => {};
