/** The state of one lane of a worker. */
export interface LaneState<Lane, Item, Done> {
  readonly lane: Lane;
  /** Items that were claimed and have not begun. */
  ready: Item[];
  underWay: number;
  /** Results that are not stored yet. */
  done: Done[];
  /** A turn of the lane is being written: it stores results and claims more. */
  isTurning: boolean;
  /** The store may hold more items that are due. */
  mayHaveMore: boolean;
  /** The oldest result has waited long enough for others to be stored with. */
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

/** True when the lane may begin nothing for a while: its claims are released, so that other nodes can take them. */
export function mustRelease({ ready }: AnyState, { underWay }: Limits): boolean {
  return ready.length > 0 && underWay === 0;
}

/** True when a turn is worth its commit. The commit costs the same however much the turn stores and claims. */
export function needsTurn(state: AnyState, limits: Limits): boolean {
  if (state.isTurning) return false;
  if (state.isOverdue || mustRelease(state, limits)) return true;
  const room = roomIn(state, limits);
  const worthwhile = state.ready.length === 0 || room >= limits.claimed / 2;
  return worthwhile && (state.done.length > 0 || (state.mayHaveMore && room > 0));
}

/** True when nothing is under way in the lane and nothing can begin until somebody wakes it. */
export function isQuiet(state: AnyState, limits: Limits): boolean {
  if (state.isTurning || state.underWay > 0 || state.ready.length > 0 || state.done.length > 0) return false;
  return !state.mayHaveMore || roomIn(state, limits) === 0;
}
