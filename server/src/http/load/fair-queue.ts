/** Anything that waits for its turn on behalf of an app. */
export interface Queued {
  readonly app: string;
  /** Memory that it holds while it waits. */
  readonly bytes: number;
}

/** The queue of one app, and what its items have cost. */
interface Flow<Item> {
  readonly app: string;
  /** Item → when it was added, in the order of arrival. */
  readonly items: Map<Item, number>;
  bytes: number;
  /**
   * The cost of the app's items so far. When an item comes to an empty queue, this is raised to `#front`, because
   * unused turns are not saved up.
   */
  spent: number;
}

/** Costs are remembered for so many apps. When another app comes, all apps without a waiting item are forgotten. */
const mostIdle = 1000;

/**
 * One queue per app. The app that has cost the least is served next, so that an app with a crowd of calls delays no
 * other.
 */
export class FairQueue<Item extends Queued> {
  readonly #flows = new Map<string, Flow<Item>>();
  readonly #busy = new Set<Flow<Item>>();
  #size = 0;
  /** `spent` of the app served last. */
  #front = 0;

  size(): number {
    return this.#size;
  }

  /** How many apps have an item waiting. */
  apps(): number {
    return this.#busy.size;
  }

  add(item: Item, at: number): void {
    const flow = this.#flowOf(item.app);
    if (flow.items.size === 0) flow.spent = Math.max(flow.spent, this.#front);
    flow.items.set(item, at);
    flow.bytes += item.bytes;
    this.#busy.add(flow);
    this.#size += 1;
  }

  /** Removes an item whose caller has gone. False when it is not in the queue. */
  remove(item: Item): boolean {
    const flow = this.#flows.get(item.app);
    if (!flow?.items.delete(item)) return false;
    this.#size -= 1;
    flow.bytes -= item.bytes;
    if (flow.items.size === 0) this.#busy.delete(flow);
    return true;
  }

  /** Takes the oldest item of the app that has cost the least, of all apps or of those that may be served. */
  take(mayBeServed?: (app: string) => boolean): Item | undefined {
    const flows = mayBeServed ? [...this.#busy].filter(({ app }) => mayBeServed(app)) : this.#busy;
    const flow = least(flows, ({ spent }) => spent);
    if (flow) this.#front = flow.spent;
    return this.#takeFrom(flow);
  }

  /** Takes the oldest item of one app. */
  takeOf(app: string): Item | undefined {
    return this.#takeFrom(this.#flows.get(app));
  }

  /** Adds the cost of an app's item, in a unit that the caller chooses. */
  charge(app: string, cost: number): void {
    const flow = this.#flows.get(app);
    if (flow) flow.spent += cost;
  }

  /** When the oldest item of all was added; undefined when nothing waits. */
  oldestSince(): number | undefined {
    const flow = least(this.#busy, sinceOf);
    return flow && sinceOf(flow);
  }

  /** An app whose oldest item was added before the moment; undefined when there is none. */
  appWaitingSince(moment: number): string | undefined {
    return this.#findBusy((flow) => sinceOf(flow) < moment);
  }

  /** The app whose waiting items hold the most memory. */
  greediest(): { readonly app: string; readonly bytes: number } | undefined {
    return least(this.#busy, ({ bytes }) => -bytes);
  }

  /** An app with more than `most` waiting items; undefined when there is none. */
  appBeyond(most: number): string | undefined {
    return this.#findBusy(({ items }) => items.size > most);
  }

  #flowOf(app: string): Flow<Item> {
    const known = this.#flows.get(app);
    if (known) return known;
    if (this.#flows.size >= mostIdle) this.#forgetIdle();
    const made = { app, items: new Map<Item, number>(), bytes: 0, spent: this.#front };
    this.#flows.set(app, made);
    return made;
  }

  #forgetIdle(): void {
    for (const [app, flow] of this.#flows) if (!this.#busy.has(flow)) this.#flows.delete(app);
  }

  #takeFrom(flow: Flow<Item> | undefined): Item | undefined {
    const [item] = flow?.items.keys() ?? [];
    if (item !== undefined) this.remove(item);
    return item;
  }

  #findBusy(fits: (flow: Flow<Item>) => boolean): string | undefined {
    for (const flow of this.#busy) if (fits(flow)) return flow.app;
    return undefined;
  }
}

function sinceOf({ items }: Flow<unknown>): number {
  return items.values().next().value!;
}

/** Returns the item with the smallest number; of several, the first. */
export function least<One>(of: Iterable<One>, numberOf: (one: One) => number): One | undefined {
  let found: One | undefined;
  let smallest = Number.POSITIVE_INFINITY;
  for (const one of of) {
    const number = numberOf(one);
    if (found === undefined || number < smallest) [found, smallest] = [one, number];
  }
  return found;
}
