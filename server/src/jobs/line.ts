/** The state of one lane of a worker. */
export interface Line<Lane, Item, Done> {
  readonly lane: Lane;
  /** Items that were claimed and have not begun. */
  ready: Item[];
  underWay: number;
  /** Results that are not stored yet. */
  done: Done[];
  /** A turn of the lane is being written: it stores results and claims more. */
  turning: boolean;
  /** The store may hold more items that are due. */
  hungry: boolean;
  /** The oldest result has waited long enough for others to be stored with. */
  overdue: boolean;
}

/** How many items of a lane may be under way at once, and how many may be claimed, those under way included. */
export interface Limits {
  readonly underWay: number;
  readonly claimed: number;
}

type AnyLine = Line<unknown, unknown, unknown>;

export function makeLine<Lane, Item, Done>(lane: Lane): Line<Lane, Item, Done> {
  return { lane, ready: [], underWay: 0, done: [], turning: false, hungry: false, overdue: false };
}

/** How many more items the lane may claim. */
export function roomIn({ ready, underWay }: AnyLine, { claimed }: Limits): number {
  return Math.max(0, claimed - ready.length - underWay);
}

/** True when the lane may begin nothing for a while: its claims are released, so that other nodes can take them. */
export function mustRelease({ ready }: AnyLine, { underWay }: Limits): boolean {
  return ready.length > 0 && underWay === 0;
}

/** True when a turn is worth its commit. The commit costs the same however much the turn stores and claims. */
export function needsTurn(line: AnyLine, limits: Limits): boolean {
  if (line.turning) return false;
  if (line.overdue || mustRelease(line, limits)) return true;
  const room = roomIn(line, limits);
  const worthwhile = line.ready.length === 0 || room >= limits.claimed / 2;
  return worthwhile && (line.done.length > 0 || (line.hungry && room > 0));
}

/** True when nothing is under way in the lane and nothing can begin until somebody wakes it. */
export function isQuiet(line: AnyLine, limits: Limits): boolean {
  if (line.turning || line.underWay > 0 || line.ready.length > 0 || line.done.length > 0) return false;
  return !line.hungry || roomIn(line, limits) === 0;
}
