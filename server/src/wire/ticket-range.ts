import { Problem } from '../errors.ts';
import { parseClock } from '../zone.ts';
import { isReversed, readRange } from './range.ts';

/** The range of a list of tickets, in instants: `from` belongs to it, `before` does not. */
export interface TicketRange {
  readonly from: number;
  readonly before: number;
}

const longestMs = 31 * 24 * 3_600_000;

/** By creation: throws Problem when the range is reversed, or longer than 31 days by the clock on the wall. */
export function creationRange(zone: string, start: string, end: string): TicketRange {
  return checked(zone, start, end, 'creation_range_reversed', 'creation_range_too_long');
}

/** By update. */
export function updateRange(zone: string, start: string, end: string): TicketRange {
  return checked(zone, start, end, 'update_range_reversed', 'update_range_too_long');
}

function checked(zone: string, start: string, end: string, reversed: Reversed, tooLong: TooLong): TicketRange {
  const range = readRange(zone, start, end);
  const { from, before } = range;
  if (from === undefined || before === undefined) throw new Problem('time_malformed');
  if (isReversed(range)) throw new Problem(reversed);
  if ((parseClock(end) ?? 0) - (parseClock(start) ?? 0) > longestMs) throw new Problem(tooLong);
  return { from, before };
}

type Reversed = 'creation_range_reversed' | 'update_range_reversed';
type TooLong = 'creation_range_too_long' | 'update_range_too_long';
