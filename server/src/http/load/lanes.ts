import { least } from './fair-queue.ts';
import { Lane, type Waiting } from './lane.ts';
import type { Memory } from './memory.ts';
import type { Patience } from './standing-load.ts';

export interface Lanes<Name extends string> {
  /** Queues a call in a lane, or refuses it at once. Returns a function that removes it when its caller has gone. */
  add(name: Name, call: Waiting): () => void;
  /** Serves calls that waited for room in their lane. */
  wake(): void;
}

export interface LaneRules<Name extends string> {
  readonly names: readonly Name[];
  readonly patience: Patience;
  /** The memory that all waiting calls may hold together. */
  readonly memory: Memory;
  /** False while as many calls of the lane are under way as may be. Its other calls wait. */
  readonly hasRoom: (name: Name) => boolean;
  /** Measures how long calls have waited, in milliseconds. */
  readonly elapsed: () => number;
  /** Measures how long calls and slices occupy the event loop, in milliseconds. */
  readonly running: () => number;
}

/** How often lanes are looked at while something waits. */
const lookEveryMs = 50;

/**
 * A slice of serving lasts as long as the other work (commits, replies, socket reads) took since the last slice,
 * clamped to 2–10 ms: Node accepts one new connection per turn of the loop, so slices must end soon.
 */
const shortestSliceMs = 2;
const longestSliceMs = 10;

/**
 * Shares one event loop among kinds of work and the apps within them. A call waits in the lane of its kind. The lane
 * that has had the least time is served next, and within it the app that has had the least.
 */
export function makeLanes<Name extends string>(rules: LaneRules<Name>): Lanes<Name> {
  return new LoopShare(rules);
}

/** A lane and the share of the loop that it has had. */
interface Track {
  readonly lane: Lane;
  readonly hasRoom: () => boolean;
  /** Milliseconds of the loop that the lane has had, as if it had never been idle. */
  spentMs: number;
}

class LoopShare<Name extends string> implements Lanes<Name> {
  readonly #elapsed: () => number;
  readonly #running: () => number;
  readonly #memory: Memory;
  readonly #tracks: ReadonlyMap<Name, Track>;
  #scheduled = false;
  #ticking: NodeJS.Timeout | undefined;
  #lookAt = 0;
  #sliceEndsAt = 0;
  #sliceEndedAt = 0;
  /**
   * The time that the lane served last has had. A lane that was idle begins here, because idle time is not saved up.
   */
  #frontMs = 0;

  constructor({ names, patience, memory, hasRoom, elapsed, running }: LaneRules<Name>) {
    this.#elapsed = elapsed;
    this.#running = running;
    this.#memory = memory;
    const makeTrack = (name: Name) => ({ lane: new Lane(patience), hasRoom: () => hasRoom(name), spentMs: 0 });
    this.#tracks = new Map(names.map((name) => [name, makeTrack(name)]));
  }

  add(name: Name, call: Waiting): () => void {
    const track = this.#tracks.get(name)!;
    const { lane } = track;
    const now = this.#running();
    if (now >= this.#lookAt) this.#look(now);
    if (!this.#takeMemory(call)) {
      call.refuse();
      return nothing;
    }
    if (lane.size() === 0) track.spentMs = Math.max(track.spentMs, this.#frontMs);
    lane.add(call, this.#elapsed());
    this.#ticking ??= setInterval(() => this.#tick(), lookEveryMs).unref();
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
    if (now >= this.#lookAt) this.#look(now);
    const sliceMs = Math.min(longestSliceMs, Math.max(shortestSliceMs, now - this.#sliceEndedAt));
    this.#sliceEndsAt = now + sliceMs;
    this.#serveNext();
  };

  #serveNext(): void {
    const now = this.#running();
    const track = least(this.#servable(), ({ spentMs }) => spentMs);
    if (track && now <= this.#sliceEndsAt) {
      this.#serveOne(track, track.lane.take()!, now);
      return;
    }
    this.#sliceEndedAt = now;
    if (track) this.#schedule();
  }

  *#servable(): Generator<Track> {
    for (const track of this.#tracks.values()) if (track.lane.size() > 0 && track.hasRoom()) yield track;
  }

  #serveOne(track: Track, call: Waiting, servedAt: number): void {
    this.#frontMs = track.spentMs;
    this.#memory.release(call.bytes);
    call.serve();
    const next = () => {
      const ms = this.#running() - servedAt;
      track.spentMs += ms;
      track.lane.charge(call.app, ms);
      this.#serveNext();
    };
    // `nextTick` called from a microtask runs once the microtask queue is empty: the call has then done all that it can
    // do without I/O.
    queueMicrotask(() => process.nextTick(next));
  }

  /** Also runs while no lane has room and no slice is served, so that calls still expire. */
  #tick(): void {
    this.#look(this.#running());
    if ([...this.#tracks.values()].some(({ lane }) => lane.size() > 0)) return;
    clearInterval(this.#ticking);
    this.#ticking = undefined;
  }

  #look(now: number): void {
    this.#lookAt = now + lookEveryMs;
    for (const { lane } of this.#tracks.values()) for (const call of lane.look(this.#elapsed())) this.#refuse(call);
  }

  #refuse(call: Waiting): void {
    this.#memory.release(call.bytes);
    call.refuse();
  }

  /**
   * Takes the memory that the call holds while it waits. When there is too little, the oldest call of the app that
   * holds the most in one lane is refused, and so on. False when that app is the call's own, or holds no more than this
   * call.
   */
  #takeMemory(call: Waiting): boolean {
    while (!this.#memory.take(call.bytes)) {
      const { lane } = least(this.#tracks.values(), (track) => -(track.lane.greediest()?.bytes ?? 0))!;
      const greediest = lane.greediest();
      if (!greediest || greediest.app === call.app || greediest.bytes <= call.bytes) return false;
      this.#refuse(lane.takeOf(greediest.app)!);
    }
    return true;
  }
}

const nothing = () => {};
