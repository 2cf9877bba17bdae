/** Counts what is open or under way for each owner, and bounds it. */
export interface Bound {
  /** Counts one more. False, without counting, when the owner has as many as it may. */
  enter(owner: string): boolean;
  /** Must be called once after each `enter` that returned true. */
  leave(owner: string): void;
  count(owner: string): number;
}

export function makeBound(most: number): Bound {
  const counts = new Map<string, number>();
  const count = (owner: string) => counts.get(owner) ?? 0;
  return {
    count,
    enter(owner) {
      if (count(owner) >= most) return false;
      counts.set(owner, count(owner) + 1);
      return true;
    },
    leave(owner) {
      // An owner without anything open is removed, so that it takes no memory.
      if (count(owner) <= 1) counts.delete(owner);
      else counts.set(owner, count(owner) - 1);
    },
  };
}
