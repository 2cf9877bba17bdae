import { isQuiet, type Limits, type Line, makeLine, mustRelease, needsTurn, roomIn } from './line.ts';

/** What a worker works on: items in lanes, each lane with its own limits. */
export interface Work<Lane, Item, Done> {
  keyOf(lane: Lane): string;
  /** Reads the lanes that have something due. The worker polls it, because a wake-up can get lost. */
  due(): Promise<readonly Lane[]>;
  /** One write: stores the results, releases claims that did not begin, and claims up to `most` more items. */
  turn(lane: Lane, turn: Turn<Item, Done>): Promise<{ readonly items: readonly Item[]; readonly more: boolean }>;
  /** Never throws: a failure is a result, too. */
  perform(item: Item): Promise<Done>;
  limits(lane: Lane): Limits;
  /** True when the item's claim ends too soon to begin it. */
  isStale(item: Item): boolean;
}

export interface Turn<Item, Done> {
  readonly done: readonly Done[];
  readonly back: readonly Item[];
  readonly most: number;
}

export interface WorkerOptions {
  /** How many items of all lanes together may be under way. */
  readonly underWay: number;
  readonly pollMs: number;
  readonly report: (error: unknown) => void;
}

export interface Worker<Lane> {
  /** Says that something is due in the lane. */
  wake(lane: Lane): void;
  /** Resolves when everything that is due now has been performed and stored. */
  idle(): Promise<void>;
  /** Begins nothing more, waits for the items under way and stores their results. */
  stop(): Promise<void>;
}

/**
 * Performs what is due: claims ahead, performs items side by side within the limits, and stores results in batches. A
 * batch holds everything that was done while the batch before was being written. Lanes take turns, so that a busy lane
 * leaves room for the others.
 */
export function startWorker<Lane, Item, Done>(work: Work<Lane, Item, Done>, options: WorkerOptions): Worker<Lane> {
  return new LaneWorker(work, options);
}

/** A worker that is stopping begins and claims nothing. */
const nothing: Limits = { underWay: 0, claimed: 0 };

/** How long a result waits for others to be stored with it, while the lane has more to do. */
const companyMs = 20;

class LaneWorker<Lane, Item, Done> implements Worker<Lane> {
  readonly #work: Work<Lane, Item, Done>;
  readonly #options: WorkerOptions;
  readonly #poll: NodeJS.Timeout;
  /** The lanes that are not quiet. The lane served last is at the end. */
  readonly #lines = new Map<string, Line<Lane, Item, Done>>();
  #underWay = 0;
  #stopping = false;
  #idlers: (() => void)[] = [];
  #looking = Promise.resolve();
  #woken = false;

  constructor(work: Work<Lane, Item, Done>, options: WorkerOptions) {
    this.#work = work;
    this.#options = options;
    this.#poll = setInterval(() => this.#look(), options.pollMs);
  }

  wake(lane: Lane): void {
    if (this.#stopping) return;
    this.#lineOf(lane).hungry = true;
    this.#advanceSoon();
  }

  async idle(): Promise<void> {
    this.#look();
    await this.#looking;
    await this.#emptied();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#poll);
    await this.#looking;
    await this.#emptied();
  }

  #look(): void {
    const { report } = this.#options;
    this.#looking = this.#wakeAllDue()
      .catch(report)
      .then(() => this.#advance())
      .catch(report);
  }

  async #wakeAllDue(): Promise<void> {
    for (const lane of this.#stopping ? [] : await this.#work.due()) this.#lineOf(lane).hungry = true;
  }

  /** Lanes that one commit wakes are looked at together. */
  #advanceSoon(): void {
    if (this.#woken) return;
    this.#woken = true;
    queueMicrotask(() => {
      this.#woken = false;
      this.#advance();
    });
  }

  #lineOf(lane: Lane): Line<Lane, Item, Done> {
    const key = this.#work.keyOf(lane);
    const line = this.#lines.get(key) ?? makeLine(lane);
    this.#lines.set(key, line);
    return line;
  }

  #limitsOf({ lane }: Line<Lane, Item, Done>): Limits {
    return this.#stopping ? nothing : this.#work.limits(lane);
  }

  #advance(): void {
    this.#beginItems();
    for (const [key, line] of this.#lines) {
      const limits = this.#limitsOf(line);
      if (needsTurn(line, limits)) this.#takeTurn(line, limits).catch(this.#options.report);
      else if (isQuiet(line, limits)) this.#lines.delete(key);
    }
    if (this.#lines.size > 0) return;
    for (const resolve of this.#idlers) resolve();
    this.#idlers = [];
  }

  #beginItems(): void {
    for (const [key, line] of this.#lines) {
      if (!this.#mayBegin(line)) continue;
      // The lane moves to the end of the map, where this loop meets it again.
      this.#lines.delete(key);
      this.#lines.set(key, line);
      this.#begin(line);
    }
  }

  #mayBegin(line: Line<Lane, Item, Done>): boolean {
    if (line.ready.length === 0 || this.#underWay >= this.#options.underWay) return false;
    return line.underWay < this.#limitsOf(line).underWay;
  }

  #begin(line: Line<Lane, Item, Done>): void {
    const item = line.ready.shift()!;
    // When its claim has ended, the item is due again.
    if (this.#work.isStale(item)) return;
    this.#perform(line, item).catch(this.#options.report);
  }

  /** If the work throws although it must not, the item's place is free again. It is due again when its claim ends. */
  async #perform(line: Line<Lane, Item, Done>, item: Item): Promise<void> {
    line.underWay += 1;
    this.#underWay += 1;
    try {
      line.done.push(await this.#work.perform(item));
      if (line.done.length === 1) setTimeout(() => this.#storeNow(line), companyMs);
    } finally {
      line.underWay -= 1;
      this.#underWay -= 1;
      this.#advance();
    }
  }

  #storeNow(line: Line<Lane, Item, Done>): void {
    line.overdue = line.done.length > 0;
    this.#advance();
  }

  async #takeTurn(line: Line<Lane, Item, Done>, limits: Limits): Promise<void> {
    const back = mustRelease(line, limits) ? line.ready.splice(0) : [];
    const done = line.done.splice(0);
    line.turning = true;
    line.hungry = false;
    line.overdue = false;
    try {
      const { items, more } = await this.#work.turn(line.lane, { done, back, most: roomIn(line, limits) });
      line.ready.push(...items);
      line.hungry ||= more;
      line.turning = false;
      this.#advance();
    } catch (error) {
      this.#options.report(error);
      line.turning = false;
      // The next poll writes them again: claims outlast a short failure of the store.
      line.done.unshift(...done);
      line.ready.unshift(...back);
      if (this.#stopping) this.#giveUp(line);
    }
  }

  /** A stopping worker polls no more. What was not stored is done again when the claims have ended. */
  #giveUp(line: Line<Lane, Item, Done>): void {
    line.ready = [];
    line.done = [];
    this.#advance();
  }

  #emptied(): Promise<void> {
    return new Promise((resolve) => {
      this.#idlers.push(resolve);
      this.#advance();
    });
  }
}
