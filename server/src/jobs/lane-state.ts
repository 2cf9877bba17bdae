/** One lane of a worker (see `Work` in worker.ts), and its state. */
export interface LaneState<Lane, Item, Done> {
  readonly lane: Lane;
  /** Items that were claimed and whose work has not begun. */
  ready: Item[];
  underWay: number;
  /** Results that are not stored yet. */
  done: Done[];
  /** True while a turn of the lane is being written. A turn stores results and claims more items. */
  isTurning: boolean;
  /** True when the store may hold more items that are due. */
  mayHaveMore: boolean;
  /** True when the oldest result has waited long enough and must be stored now. */
  isOverdue: boolean;
}

/** How many items of a lane may be under way at once, and how many may be claimed, those under way included. */
export interface Limits {
  readonly underWay: number;
  readonly claimed: number;
}

type AnyState = LaneState<unknown, unknown, unknown>;

export function makeLaneState<Lane, Item, Done>(lane: Lane): LaneState<Lane, Item, Done> {
  return { lane, ready: [], underWay: 0, done: [], isTurning: false, mayHaveMore: false, isOverdue: false };
}

/** How many more items the lane may claim. */
export function roomIn({ ready, underWay }: AnyState, { claimed }: Limits): number {
  return Math.max(0, claimed - ready.length - underWay);
}

/**
 * True when the lane holds claimed items but may begin none. The items are then released, so that other nodes can claim
 * them.
 */
export function mustRelease({ ready }: AnyState, { underWay }: Limits): boolean {
  return ready.length > 0 && underWay === 0;
}

/**
 * True when a turn is worth its commit, which costs the same however much the turn stores and claims. A turn is made at
 * once for an overdue result or for items to release. Any other turn waits until no claimed item is left to begin, or
 * until half of the claims are free.
 */
export function needsTurn(state: AnyState, limits: Limits): boolean {
  if (state.isTurning) return false;
  if (state.isOverdue || mustRelease(state, limits)) return true;
  const room = roomIn(state, limits);
  const worthwhile = state.ready.length === 0 || room >= limits.claimed / 2;
  return worthwhile && (state.done.length > 0 || (state.mayHaveMore && room > 0));
}

/** True when nothing is under way in the lane and nothing can begin until the lane is woken. */
export function isQuiet(state: AnyState, limits: Limits): boolean {
  if (state.isTurning || state.underWay > 0 || state.ready.length > 0 || state.done.length > 0) return false;
  return !state.mayHaveMore || roomIn(state, limits) === 0;
}
