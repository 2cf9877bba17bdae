import { isQuiet, type Limits, type Line, mustGiveBack, needsTurn, newLine, roomIn } from './line.ts';

/** What a worker works on: items in lanes, each lane with limits of its own. */
export interface Work<Lane, Item, Done> {
  keyOf(lane: Lane): string;
  /** The lanes that have something due. This is the truth; being woken is only quicker. */
  due(): Promise<readonly Lane[]>;
  /** One write: keeps what was done, gives back what was claimed and not begun, claims up to `most` more. */
  turn(lane: Lane, turn: Turn<Item, Done>): Promise<{ readonly items: readonly Item[]; readonly more: boolean }>;
  /** Never throws: a failure is something done, too. */
  perform(item: Item): Promise<Done>;
  limits(lane: Lane): Limits;
  /** Its claim ends too soon to begin it. */
  isStale(item: Item): boolean;
}

export interface Turn<Item, Done> {
  readonly done: readonly Done[];
  readonly back: readonly Item[];
  readonly most: number;
}

export interface WorkerOptions {
  /** Items under way in all lanes together. */
  readonly underWay: number;
  readonly pollMs: number;
  readonly report: (error: unknown) => void;
}

export interface Worker<Lane> {
  /** There is something due in the lane. */
  wake(lane: Lane): void;
  /** Answers when all that is due now has been done and kept. */
  idle(): Promise<void>;
  /** Begins nothing more, waits for what is under way and keeps it. */
  stop(): Promise<void>;
}

/** A worker that stops begins and claims nothing. */
const nothing: Limits = { underWay: 0, claimed: 0 };

/** How long something done waits for others to be kept with, while there is more to do. */
const companyMs = 20;

/**
 * Works through what is due: claims ahead, performs side by side within the limits, keeps results in batches: all that
 * was done while the last batch was being written. Lanes take turns, so that a busy one leaves room for the others.
 */
export function startWorker<Lane, Item, Done>(work: Work<Lane, Item, Done>, options: WorkerOptions): Worker<Lane> {
  /** The lanes that have anything going on; the one served last is at the end. */
  const lines = new Map<string, Line<Lane, Item, Done>>();
  let underWay = 0;
  let stopping = false;
  let idlers: (() => void)[] = [];
  let looking = Promise.resolve();
  let woken = false;
  const poll = setInterval(look, options.pollMs);

  function look(): void {
    looking = wakeAllDue().catch(options.report).then(advance).catch(options.report);
  }

  async function wakeAllDue(): Promise<void> {
    for (const lane of stopping ? [] : await work.due()) lineOf(lane).hungry = true;
  }

  /** Those who are woken by one commit are looked at together. */
  function advanceSoon(): void {
    if (woken) return;
    woken = true;
    queueMicrotask(() => {
      woken = false;
      advance();
    });
  }

  function lineOf(lane: Lane): Line<Lane, Item, Done> {
    const key = work.keyOf(lane);
    const line = lines.get(key) ?? newLine(lane);
    lines.set(key, line);
    return line;
  }

  function limitsOf({ lane }: Line<Lane, Item, Done>): Limits {
    return stopping ? nothing : work.limits(lane);
  }

  function advance(): void {
    for (const [key, line] of lines) {
      if (!mayBegin(line)) continue;
      // Back to the end of the queue, where this loop comes by again.
      lines.delete(key);
      lines.set(key, line);
      begin(line);
    }
    for (const [key, line] of lines) {
      const limits = limitsOf(line);
      if (needsTurn(line, limits)) takeTurn(line, limits).catch(options.report);
      else if (isQuiet(line, limits)) lines.delete(key);
    }
    if (lines.size > 0) return;
    for (const resolve of idlers) resolve();
    idlers = [];
  }

  function mayBegin(line: Line<Lane, Item, Done>): boolean {
    if (line.ready.length === 0 || underWay >= options.underWay) return false;
    return line.underWay < limitsOf(line).underWay;
  }

  function begin(line: Line<Lane, Item, Done>): void {
    const item = line.ready.shift()!;
    // Its claim ends soon, and then it is due again.
    if (work.isStale(item)) return;
    perform(line, item).catch(options.report);
  }

  /** If the work throws although it must not, the item's place is free again; it is due when its claim ends. */
  async function perform(line: Line<Lane, Item, Done>, item: Item): Promise<void> {
    line.underWay += 1;
    underWay += 1;
    try {
      line.done.push(await work.perform(item));
      if (line.done.length === 1) setTimeout(keepNow, companyMs, line);
    } finally {
      line.underWay -= 1;
      underWay -= 1;
      advance();
    }
  }

  function keepNow(line: Line<Lane, Item, Done>): void {
    line.overdue = line.done.length > 0;
    advance();
  }

  async function takeTurn(line: Line<Lane, Item, Done>, limits: Limits): Promise<void> {
    const back = mustGiveBack(line, limits) ? line.ready.splice(0) : [];
    const done = line.done.splice(0);
    line.turning = true;
    line.hungry = false;
    line.overdue = false;
    try {
      const { items, more } = await work.turn(line.lane, { done, back, most: roomIn(line, limits) });
      line.ready.push(...items);
      line.hungry ||= more;
      line.turning = false;
      advance();
    } catch (error) {
      options.report(error);
      line.turning = false;
      // Written at the next poll: the claims outlast a short trouble of the store.
      line.done.unshift(...done);
      line.ready.unshift(...back);
      if (stopping) giveUp(line);
    }
  }

  /** There will be no next poll. What was not kept is done again when the claims have ended, or at the next start. */
  function giveUp(line: Line<Lane, Item, Done>): void {
    line.ready = [];
    line.done = [];
    advance();
  }

  function emptied(): Promise<void> {
    return new Promise((resolve) => {
      idlers.push(resolve);
      advance();
    });
  }

  return {
    wake(lane) {
      if (stopping) return;
      lineOf(lane).hungry = true;
      advanceSoon();
    },
    async idle() {
      look();
      await looking;
      await emptied();
    },
    async stop() {
      stopping = true;
      clearInterval(poll);
      await looking;
      await emptied();
    },
  };
}
