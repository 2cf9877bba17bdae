/** A request that waits for its turn. One of the two is called, once. */
export interface Waiting {
  readonly serve: () => void;
  /** There is no room, or the turn comes too late. */
  readonly refuse: () => void;
}

export interface Lanes<Name extends string> {
  add(lane: Name, waiting: Waiting): void;
}

interface Queued extends Waiting {
  readonly since: number;
}

interface Lane {
  readonly most: number;
  readonly queue: Queued[];
  /** Time that the lane has had of the loop, as if it had never been idle. */
  spentMs: number;
}

/** Nothing waits longer: its caller gets a refusal while it still listens. */
const patienceMs = 300;
/** While somebody has waited so long already, whoever comes is refused at once. */
const longWaitMs = 150;
/** So few have not come too many at once: they waited because the machine stood still, and are served however late. */
const few = 8;

/**
 * Requests are served as long as all else took since the last slice: commits, answers, reading what comes. Not less
 * than this, and not more, since new connections are taken one a turn.
 */
const shortestSliceMs = 2;
const longestSliceMs = 10;

/**
 * Shares one event loop among kinds of work. What arrives waits in the lane of its kind; the lane that has had the
 * least time is served next, so that a crowd of slow calls takes its share and no more. `most` bounds each lane.
 */
export function lanes<Name extends string>(most: Readonly<Record<Name, number>>): Lanes<Name> {
  const names = Object.keys(most) as Name[];
  const byName = new Map<Name, Lane>(names.map((name) => [name, { most: most[name], queue: [], spentMs: 0 }]));
  let scheduled = false;
  let sliceEndsAt = 0;
  let sliceEndedAt = 0;
  /** Where the lane served last stands: who was idle begins here, without the time it did not use. */
  let frontMs = 0;
  let served: Lane | undefined;
  let servedAt = 0;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(serveSlice);
  }

  function serveSlice(): void {
    scheduled = false;
    const now = performance.now();
    sliceEndsAt = now + Math.min(longestSliceMs, Math.max(shortestSliceMs, now - sliceEndedAt));
    serveNext();
  }

  function serveNext(): void {
    const now = performance.now();
    const lane = nextLane();
    if (lane && now <= sliceEndsAt) {
      serveOne(lane, lane.queue.shift()!, now);
      return;
    }
    sliceEndedAt = now;
    if (lane) schedule();
  }

  function serveOne(lane: Lane, { serve, refuse, since }: Queued, now: number): void {
    frontMs = lane.spentMs;
    served = lane;
    servedAt = now;
    if (now - since > patienceMs && lane.queue.length >= few) refuse();
    else serve();
    // A tick that is asked for by a promise comes after all promises that are kept by then, and by those.
    queueMicrotask(afterTick);
  }

  const afterTick = () => process.nextTick(next);

  function next(): void {
    served!.spentMs += performance.now() - servedAt;
    serveNext();
  }

  function nextLane(): Lane | undefined {
    let next: Lane | undefined;
    for (const lane of byName.values()) {
      if (lane.queue.length > 0 && (next === undefined || lane.spentMs < next.spentMs)) next = lane;
    }
    return next;
  }

  return {
    add(name, waiting) {
      const lane = byName.get(name)!;
      const { queue, most } = lane;
      const now = performance.now();
      const isLate = queue.length >= few && now - queue[0]!.since > longWaitMs;
      if (isLate || queue.length >= most) return waiting.refuse();
      if (queue.length === 0) lane.spentMs = Math.max(lane.spentMs, frontMs);
      queue.push({ serve: waiting.serve, refuse: waiting.refuse, since: now });
      schedule();
    },
  };
}
