import { isQuiet, type LaneState, type Limits, makeLaneState, mustRelease, needsTurn, roomIn } from './lane-state.ts';

/**
 * The work of a worker: items that are due, in lanes. A lane holds the items of one receiver, for instance the
 * deliveries to one push endpoint, and has its own limits. These lanes have nothing to do with the lanes of requests in
 * http/load.
 */
export interface Work<Lane, Item, Done> {
  keyOf(lane: Lane): string;
  /** Reads the lanes that have something due. The worker calls this every `pollMs`, because a wake-up can get lost. */
  due(): Promise<readonly Lane[]>;
  /**
   * Stores results, releases claimed items that did not begin, and claims up to `most` more items, in one transaction.
   */
  turn(lane: Lane, turn: Turn<Item, Done>): Promise<{ readonly items: readonly Item[]; readonly more: boolean }>;
  /** Does the work of one item. Never throws: a failure is a result, too. */
  perform(item: Item): Promise<Done>;
  limits(lane: Lane): Limits;
  /** True when too little time is left of the item's claim to do its work. */
  isStale(item: Item): boolean;
}

export interface Turn<Item, Done> {
  /** Results to store. */
  readonly done: readonly Done[];
  /** Items to release: they were claimed, but their work did not begin. */
  readonly back: readonly Item[];
  /** How many more items may be claimed. */
  readonly most: number;
}

export interface WorkerOptions {
  /** How many items of all lanes together may be under way. */
  readonly underWay: number;
  readonly pollMs: number;
  readonly report: (error: unknown) => void;
}

export interface Worker<Lane> {
  /** Tells the worker that something is due in the lane. */
  wake(lane: Lane): void;
  /**
   * Resolves when all items that are due now, and that the limits let begin, have been performed and their results
   * stored.
   */
  idle(): Promise<void>;
  /** Begins nothing more, waits for the items under way and stores their results. */
  stop(): Promise<void>;
}

/**
 * Performs the items that are due. The worker claims items ahead of time, performs them concurrently within the limits,
 * and stores their results in batches (see `needsTurn`). Lanes take turns, so that a busy lane leaves room for the
 * others.
 */
export function startWorker<Lane, Item, Done>(work: Work<Lane, Item, Done>, options: WorkerOptions): Worker<Lane> {
  return new LaneWorker(work, options);
}

/** A worker that is stopping begins and claims nothing. */
const nothing: Limits = { underWay: 0, claimed: 0 };

/**
 * While its lane has claimed items to begin, a result waits at most so long for others, to share one commit with them.
 */
const batchMs = 20;

class LaneWorker<Lane, Item, Done> implements Worker<Lane> {
  readonly #work: Work<Lane, Item, Done>;
  readonly #options: WorkerOptions;
  readonly #poll: NodeJS.Timeout;
  /** The lanes that are not quiet. The lane that began an item last is at the end. */
  readonly #states = new Map<string, LaneState<Lane, Item, Done>>();
  #underWay = 0;
  #stopping = false;
  #idlers: (() => void)[] = [];
  #polling = Promise.resolve();
  #willAdvance = false;

  constructor(work: Work<Lane, Item, Done>, options: WorkerOptions) {
    this.#work = work;
    this.#options = options;
    this.#poll = setInterval(() => this.#pollNow(), options.pollMs);
  }

  wake(lane: Lane): void {
    if (this.#stopping) return;
    this.#stateOf(lane).mayHaveMore = true;
    this.#advanceSoon();
  }

  async idle(): Promise<void> {
    this.#pollNow();
    await this.#polling;
    await this.#drained();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#poll);
    await this.#polling;
    await this.#drained();
  }

  #pollNow(): void {
    const { report } = this.#options;
    this.#polling = this.#wakeAllDue()
      .catch(report)
      .then(() => this.#advance())
      .catch(report);
  }

  async #wakeAllDue(): Promise<void> {
    for (const lane of this.#stopping ? [] : await this.#work.due()) this.#stateOf(lane).mayHaveMore = true;
  }

  /** Advances once for all lanes that one commit wakes. */
  #advanceSoon(): void {
    if (this.#willAdvance) return;
    this.#willAdvance = true;
    queueMicrotask(() => {
      this.#willAdvance = false;
      this.#advance();
    });
  }

  #stateOf(lane: Lane): LaneState<Lane, Item, Done> {
    const key = this.#work.keyOf(lane);
    const state = this.#states.get(key) ?? makeLaneState(lane);
    this.#states.set(key, state);
    return state;
  }

  #limitsOf({ lane }: LaneState<Lane, Item, Done>): Limits {
    return this.#stopping ? nothing : this.#work.limits(lane);
  }

  #advance(): void {
    this.#beginItems();
    for (const [key, state] of this.#states) {
      const limits = this.#limitsOf(state);
      if (needsTurn(state, limits)) this.#takeTurn(state, limits).catch(this.#options.report);
      else if (isQuiet(state, limits)) this.#states.delete(key);
    }
    if (this.#states.size > 0) return;
    for (const resolve of this.#idlers) resolve();
    this.#idlers = [];
  }

  #beginItems(): void {
    for (const [key, state] of this.#states) {
      if (!this.#mayBegin(state)) continue;
      // The lane moves to the end of the map, where this loop meets it again.
      this.#states.delete(key);
      this.#states.set(key, state);
      this.#begin(state);
    }
  }

  #mayBegin(state: LaneState<Lane, Item, Done>): boolean {
    if (state.ready.length === 0 || this.#underWay >= this.#options.underWay) return false;
    return state.underWay < this.#limitsOf(state).underWay;
  }

  #begin(state: LaneState<Lane, Item, Done>): void {
    const item = state.ready.shift()!;
    // The item is skipped. When its claim has ended, it is due again.
    if (this.#work.isStale(item)) return;
    this.#perform(state, item).catch(this.#options.report);
  }

  /**
   * If the work throws although it must not, the item's place is freed all the same. When its claim ends, the item is
   * due again.
   */
  async #perform(state: LaneState<Lane, Item, Done>, item: Item): Promise<void> {
    state.underWay += 1;
    this.#underWay += 1;
    try {
      state.done.push(await this.#work.perform(item));
      // The first result of a batch starts the timer of the batch.
      if (state.done.length === 1) setTimeout(() => this.#storeNow(state), batchMs);
    } finally {
      state.underWay -= 1;
      this.#underWay -= 1;
      this.#advance();
    }
  }

  #storeNow(state: LaneState<Lane, Item, Done>): void {
    state.isOverdue = state.done.length > 0;
    this.#advance();
  }

  async #takeTurn(state: LaneState<Lane, Item, Done>, limits: Limits): Promise<void> {
    const back = mustRelease(state, limits) ? state.ready.splice(0) : [];
    const done = state.done.splice(0);
    state.isTurning = true;
    state.mayHaveMore = false;
    state.isOverdue = false;
    try {
      const { items, more } = await this.#work.turn(state.lane, { done, back, most: roomIn(state, limits) });
      state.ready.push(...items);
      state.mayHaveMore ||= more;
      state.isTurning = false;
      this.#advance();
    } catch (error) {
      this.#options.report(error);
      state.isTurning = false;
      // A later turn stores the results, at the latest after the next poll. Claims outlast a short failure of the
      // store.
      state.done.unshift(...done);
      state.ready.unshift(...back);
      if (this.#stopping) this.#dropResults(state);
    }
  }

  /**
   * A stopping worker polls no more, so it could not store the results later. The items without a stored result are
   * performed again when their claims have ended.
   */
  #dropResults(state: LaneState<Lane, Item, Done>): void {
    state.ready = [];
    state.done = [];
    this.#advance();
  }

  #drained(): Promise<void> {
    return new Promise((resolve) => {
      this.#idlers.push(resolve);
      this.#advance();
    });
  }
}
