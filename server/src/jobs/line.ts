/** What goes on in one lane of a worker. */
export interface Line<Lane, Item, Done> {
  readonly lane: Lane;
  /** Claimed, and not begun. */
  ready: Item[];
  underWay: number;
  /** Done, and not kept. */
  done: Done[];
  /** Its results are being kept and more is being claimed. */
  turning: boolean;
  /** Something in the store may be due. */
  hungry: boolean;
  /** What was done has waited long enough for company. */
  overdue: boolean;
}

/** How many items of a lane may be under way, and how many claimed. */
export interface Limits {
  readonly underWay: number;
  readonly claimed: number;
}

type AnyLine = Line<unknown, unknown, unknown>;

export function newLine<Lane, Item, Done>(lane: Lane): Line<Lane, Item, Done> {
  return { lane, ready: [], underWay: 0, done: [], turning: false, hungry: false, overdue: false };
}

/** How many more may be claimed. */
export function roomIn({ ready, underWay }: AnyLine, { claimed }: Limits): number {
  return Math.max(0, claimed - ready.length - underWay);
}

/** What was claimed can't be begun for a while: others may. */
export function mustGiveBack({ ready }: AnyLine, { underWay }: Limits): boolean {
  return ready.length > 0 && underWay === 0;
}

/** One turn costs a commit, whatever it keeps and claims: it is worth some patience while there is work at hand. */
export function needsTurn(line: AnyLine, limits: Limits): boolean {
  if (line.turning) return false;
  if (line.overdue || mustGiveBack(line, limits)) return true;
  const room = roomIn(line, limits);
  const worthwhile = line.ready.length === 0 || room >= limits.claimed / 2;
  return worthwhile && (line.done.length > 0 || (line.hungry && room > 0));
}

/** Nothing goes on, and nothing will before somebody wakes it. */
export function isQuiet(line: AnyLine, limits: Limits): boolean {
  if (line.turning || line.underWay > 0 || line.ready.length > 0 || line.done.length > 0) return false;
  return !line.hungry || roomIn(line, limits) === 0;
}
