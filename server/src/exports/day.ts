import { parseClock, parseTime } from '../zone.ts';

const dayMs = 24 * 3_600_000;

/** The bounds of a day: `from` belongs to it, `before` to the next one. */
export interface DaySpan {
  readonly from: number;
  readonly before: number;
}

/** Which tickets an export asks for: those of a company that something happened to on a day. */
export interface Asked {
  readonly company: string;
  readonly from: number;
  readonly before: number;
  /**
   * An id begins with the time at which it was made. Ids from `first` up to, but without, `end` were made on the day, as far
   * as the clocks of nodes agree.
   */
  readonly first: string;
  readonly end: string;
}

/** The bounds of a day `yyyy-MM-dd` in the zone. Undefined when the calendar has no such day. */
export function spanOfDay(zone: string, day: string): DaySpan | undefined {
  const from = parseTime(zone, midnight(day));
  const clock = parseClock(midnight(day));
  if (from === undefined || clock === undefined) return undefined;
  const next = new Date(clock + dayMs).toISOString().slice(0, 10);
  const before = parseTime(zone, midnight(next));
  return before === undefined ? undefined : { from, before };
}

function midnight(day: string): string {
  return `${day} 00:00:00`;
}
