import { Problem } from '../errors.ts';
import { parseClock } from '../zone.ts';
import { demandRange, type WholeRange } from './range.ts';

const longestMs = 31 * 24 * 3_600_000;

/** By creation: throws Problem when the range is reversed, or longer than 31 days by the clock on the wall. */
export function creationRange(zone: string, start: string, end: string): WholeRange {
  return checked(zone, start, end, 'creation_range_reversed', 'creation_range_too_long');
}

/** By update. */
export function updateRange(zone: string, start: string, end: string): WholeRange {
  return checked(zone, start, end, 'update_range_reversed', 'update_range_too_long');
}

function checked(zone: string, start: string, end: string, reversed: Reversed, tooLong: TooLong): WholeRange {
  const range = demandRange(zone, start, end, reversed);
  if ((parseClock(end) ?? 0) - (parseClock(start) ?? 0) > longestMs) throw new Problem(tooLong);
  return range;
}

type Reversed = 'creation_range_reversed' | 'update_range_reversed';
type TooLong = 'creation_range_too_long' | 'update_range_too_long';
