import { least } from './fair-queue.ts';
import { type Lane, makeLane, type Waiting } from './lane.ts';
import type { Memory } from './memory.ts';
import type { Patience } from './standing-load.ts';

export interface Lanes<Name extends string> {
  /** Lets a call wait in a lane, or refuses it at once. Answers how to take it out when its caller is gone. */
  add(name: Name, call: Waiting): () => void;
  /** Looks again for calls that waited for room, and serves them. */
  wake(): void;
}

export interface LaneRules<Name extends string> {
  readonly names: readonly Name[];
  readonly patience: Patience;
  /** What all calls that wait may hold. */
  readonly memory: Memory;
  /** Whether calls of the lane may begin: while as many as may be are under way, the rest waits. */
  readonly hasRoom: (name: Name) => boolean;
  /** Measures how long calls have waited. */
  readonly elapsed: () => number;
  /** Measures what calls and slices take of the event loop, in milliseconds. */
  readonly running: () => number;
}

/** How often lanes are looked at while something waits. */
const lookEveryMs = 50;

/**
 * A slice of serving lasts as long as the other work (commits, answers, reading sockets) took since the last slice,
 * but at least and at most so long. Node accepts one new connection per turn of the loop, so slices must end soon.
 */
const shortestSliceMs = 2;
const longestSliceMs = 10;

interface Track extends Lane {
  readonly name: string;
  readonly hasRoom: () => boolean;
  /** Time of the loop that the lane has had, as if it had never been idle. */
  spentMs: number;
}

/**
 * Shares one event loop among kinds of work and the apps within them. A call waits in the lane of its kind. The lane
 * that has had the least time is served next, and within it the app that has had the least.
 */
export function makeLanes<Name extends string>(rules: LaneRules<Name>): Lanes<Name> {
  const { elapsed, running, memory } = rules;
  const tracks = new Map<Name, Track>(rules.names.map((name) => [name, makeTrack(name, rules)]));
  let scheduled = false;
  let ticking: NodeJS.Timeout | undefined;
  let lookAt = 0;
  let sliceEndsAt = 0;
  let sliceEndedAt = 0;
  /** A lane that was idle begins where the lane served last stands: it has not saved the time that it did not use. */
  let frontMs = 0;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(serveSlice);
  }

  function serveSlice(): void {
    scheduled = false;
    const now = running();
    if (now >= lookAt) look(now);
    sliceEndsAt = now + Math.min(longestSliceMs, Math.max(shortestSliceMs, now - sliceEndedAt));
    serveNext();
  }

  function serveNext(): void {
    const now = running();
    const track = least(served(), ({ spentMs }) => spentMs);
    if (track && now <= sliceEndsAt) {
      serveOne(track, track.take()!, now);
      return;
    }
    sliceEndedAt = now;
    if (track) schedule();
  }

  function* served(): Generator<Track> {
    for (const track of tracks.values()) if (track.size() > 0 && track.hasRoom()) yield track;
  }

  function serveOne(track: Track, call: Waiting, servedAt: number): void {
    frontMs = track.spentMs;
    memory.release(call.bytes);
    call.serve();
    const next = () => {
      const ms = running() - servedAt;
      track.spentMs += ms;
      track.charge(call.app, ms);
      serveNext();
    };
    // A tick that is asked for by a promise comes after all promises that are kept by then, and by those.
    queueMicrotask(() => process.nextTick(next));
  }

  /** Also while no lane has room, when no slice is served. */
  function tick(): void {
    look(running());
    if ([...tracks.values()].some((track) => track.size() > 0)) return;
    clearInterval(ticking);
    ticking = undefined;
  }

  function look(now: number): void {
    lookAt = now + lookEveryMs;
    for (const track of tracks.values()) for (const call of track.look(elapsed())) refuse(call);
  }

  function refuse(call: Waiting): void {
    memory.release(call.bytes);
    call.refuse();
  }

  /**
   * Takes the memory that the call holds while it waits. When there is too little, the oldest call of the app that holds
   * the most in one lane is refused, and so on. False when that app is the call's own, or holds no more than this call.
   */
  function isTakenIn(call: Waiting): boolean {
    while (!memory.take(call.bytes)) {
      const track = least(tracks.values(), (one) => -(one.greediest()?.bytes ?? 0))!;
      const greediest = track.greediest();
      if (!greediest || greediest.app === call.app || greediest.bytes <= call.bytes) return false;
      refuse(track.takeOf(greediest.app)!);
    }
    return true;
  }

  return {
    add(name, call) {
      const track = tracks.get(name)!;
      const now = running();
      if (now >= lookAt) look(now);
      if (!isTakenIn(call)) {
        call.refuse();
        return nothing;
      }
      if (track.size() === 0) track.spentMs = Math.max(track.spentMs, frontMs);
      track.add(call, elapsed());
      ticking ??= setInterval(tick, lookEveryMs).unref();
      schedule();
      return () => {
        if (track.remove(call)) memory.release(call.bytes);
      };
    },
    wake: schedule,
  };
}

function makeTrack<Name extends string>(name: Name, { patience, hasRoom }: LaneRules<Name>): Track {
  return { ...makeLane(patience), name, hasRoom: () => hasRoom(name), spentMs: 0 };
}

const nothing = () => {};
