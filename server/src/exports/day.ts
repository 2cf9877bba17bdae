import { parseClock, parseTime } from '../zone.ts';

const dayMs = 24 * 3_600_000;

/** The instants of a day: `from` belongs to it, `before` to the next. */
export interface DaySpan {
  readonly from: number;
  readonly before: number;
}

/** The tickets of a company that something happened to on a day. */
export interface Asked {
  readonly company: string;
  readonly from: number;
  readonly before: number;
  /** Tickets with ids from `first` up to `end` were opened on the day, but for what clocks get wrong. */
  readonly first: string;
  readonly end: string;
}

/** Of a day `yyyy-MM-dd` in the zone; undefined when the calendar has no such day. */
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
