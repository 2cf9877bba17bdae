/** Anything that waits for a turn on behalf of an app. */
export interface Queued {
  readonly app: string;
  /** Memory that it holds while it waits. */
  readonly bytes: number;
}

/** One queue per app. The app that has had the least is served next, so that one in a crowd of its own delays no other. */
export interface FairQueue<Item extends Queued> {
  readonly size: () => number;
  /** How many apps have something waiting. */
  readonly apps: () => number;
  add(item: Item, at: number): void;
  /** Takes an item out that nobody waits for any more; false when it is not there. */
  remove(item: Item): boolean;
  /** Takes the oldest item of the app that has had the least, of all apps or of those that may be served. */
  take(mayBeServed?: (app: string) => boolean): Item | undefined;
  /** Takes the oldest item of one app. */
  takeOf(app: string): Item | undefined;
  /** Notes what an app's item cost, in any one unit. */
  charge(app: string, cost: number): void;
  /** When the oldest item of all was added; undefined when nothing waits. */
  readonly oldestSince: () => number | undefined;
  /** The app whose oldest item was added before the moment. */
  readonly appWaitingSince: (moment: number) => string | undefined;
  /** The app whose items hold the most memory. */
  readonly greediest: () => { readonly app: string; readonly bytes: number } | undefined;
  /** An app of which more than so many items wait. */
  readonly appBeyond: (most: number) => string | undefined;
}

interface Flow<Item> {
  readonly app: string;
  /** In the order of their arrival, each with its moment. */
  readonly items: Map<Item, number>;
  bytes: number;
  /** What the app has had, as if it had never been idle. */
  spent: number;
}

/** For so many apps we remember what they have had. One more, and the apps without a waiting call are forgotten. */
const mostIdle = 1000;

export function makeFairQueue<Item extends Queued>(): FairQueue<Item> {
  const flows = new Map<string, Flow<Item>>();
  const busy = new Set<Flow<Item>>();
  let size = 0;
  /** An app that comes back after a pause begins here: it has not saved the turns that it did not use. */
  let front = 0;

  function flowOf(app: string): Flow<Item> {
    const known = flows.get(app);
    if (known) return known;
    if (flows.size >= mostIdle) forgetIdle();
    const made = { app, items: new Map<Item, number>(), bytes: 0, spent: front };
    flows.set(app, made);
    return made;
  }

  function forgetIdle(): void {
    for (const [app, flow] of flows) if (!busy.has(flow)) flows.delete(app);
  }

  function remove(item: Item): boolean {
    const flow = flows.get(item.app);
    if (!flow?.items.delete(item)) return false;
    size -= 1;
    flow.bytes -= item.bytes;
    if (flow.items.size === 0) busy.delete(flow);
    return true;
  }

  function takeFrom(flow: Flow<Item> | undefined): Item | undefined {
    const [item] = flow?.items.keys() ?? [];
    if (item !== undefined) remove(item);
    return item;
  }

  const sinceOf = (flow: Flow<Item>) => flow.items.values().next().value!;
  const findBusy = (fits: (flow: Flow<Item>) => boolean) => {
    for (const flow of busy) if (fits(flow)) return flow.app;
    return undefined;
  };

  return {
    size: () => size,
    apps: () => busy.size,
    add(item, at) {
      const flow = flowOf(item.app);
      if (flow.items.size === 0) flow.spent = Math.max(flow.spent, front);
      flow.items.set(item, at);
      flow.bytes += item.bytes;
      busy.add(flow);
      size += 1;
    },
    remove,
    take(mayBeServed) {
      const flows = mayBeServed ? [...busy].filter(({ app }) => mayBeServed(app)) : busy;
      const flow = least(flows, ({ spent }) => spent);
      if (flow) front = flow.spent;
      return takeFrom(flow);
    },
    takeOf: (app) => takeFrom(flows.get(app)),
    charge(app, cost) {
      const flow = flows.get(app);
      if (flow) flow.spent += cost;
    },
    oldestSince() {
      const flow = least(busy, sinceOf);
      return flow && sinceOf(flow);
    },
    appWaitingSince: (moment) => findBusy((flow) => sinceOf(flow) < moment),
    greediest: () => least(busy, ({ bytes }) => -bytes),
    appBeyond: (most) => findBusy(({ items }) => items.size > most),
  };
}

/** The first of those with the smallest number. */
export function least<One>(of: Iterable<One>, numberOf: (one: One) => number): One | undefined {
  let found: One | undefined;
  let smallest = Number.POSITIVE_INFINITY;
  for (const one of of) {
    const number = numberOf(one);
    if (found === undefined || number < smallest) [found, smallest] = [one, number];
  }
  return found;
}
