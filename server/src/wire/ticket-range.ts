import { Problem } from '../errors.ts';
import { formatTime, parseClock } from '../zone.ts';
import { demandRange, type Moment, type WholeRange } from './range.ts';

const longestMs = 31 * 24 * 3_600_000;

/** Reads a range of creation times. Throws Problem when it is reversed, or longer than 31 days by the clock of the zone. */
export function creationRange(zone: string, start: Moment | undefined, end: Moment | undefined): WholeRange {
  return checked(zone, start, end, 'creation_range_reversed', 'creation_range_too_long');
}

/** Reads a range of update times, with the same limits. */
export function updateRange(zone: string, start: Moment | undefined, end: Moment | undefined): WholeRange {
  return checked(zone, start, end, 'update_range_reversed', 'update_range_too_long');
}

function checked(
  zone: string,
  start: Moment | undefined,
  end: Moment | undefined,
  reversed: Reversed,
  tooLong: TooLong,
): WholeRange {
  const range = demandRange(zone, start, end, reversed);
  if (clockAt(zone, end) - clockAt(zone, start) > longestMs) throw new Problem(tooLong);
  return range;
}

/** Returns the local time of a moment, as milliseconds of a clock without a zone. */
function clockAt(zone: string, moment: Moment | undefined): number {
  const text = typeof moment === 'number' ? formatTime(zone, moment) : moment;
  return (text === undefined ? undefined : parseClock(text)) ?? 0;
}

type Reversed = 'creation_range_reversed' | 'update_range_reversed';
type TooLong = 'creation_range_too_long' | 'update_range_too_long';
