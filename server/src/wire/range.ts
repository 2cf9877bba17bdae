import type { Reason } from '@gongdan/contract';
import { Problem } from '../errors.ts';
import { parseTime } from '../zone.ts';

/** Instants in milliseconds UTC: `from` inclusive, `before` exclusive. An undefined end is open. */
export interface Range {
  readonly from: number | undefined;
  readonly before: number | undefined;
}

/** One end of a range as a call gives it: text in the company's zone, or milliseconds UTC. */
export type Moment = string | number;

/** Reads the first and the last second of a range, both inclusive. */
export function readRange(zone: string, start: Moment | undefined, end: Moment | undefined): Range {
  const last = end === undefined ? undefined : secondOf(zone, end, 'later');
  return {
    from: start === undefined ? undefined : secondOf(zone, start, 'earlier'),
    before: last === undefined ? undefined : last + 1000,
  };
}

/**
 * Returns the beginning of the moment's second, so that milliseconds select the same as the text of that second; undefined
 * for a text that is no time. When the clock shows a time twice, because summer time ends, `of` chooses the instant.
 */
function secondOf(zone: string, moment: Moment, of: 'earlier' | 'later'): number | undefined {
  return typeof moment === 'string' ? parseTime(zone, moment, of) : moment - (moment % 1000);
}

export function isReversed({ from, before }: Range): boolean {
  return from !== undefined && before !== undefined && before <= from;
}

/** A range with both ends. */
export interface WholeRange {
  readonly from: number;
  readonly before: number;
}

/**
 * Reads a range with both ends. Throws Problem `time_malformed` when an end is missing or no time, and `reversed` for a
 * reversed range.
 */
export function demandRange(
  zone: string,
  start: Moment | undefined,
  end: Moment | undefined,
  reversed: Reason = 'range_reversed',
): WholeRange {
  const range = readRange(zone, start, end);
  const { from, before } = range;
  if (from === undefined || before === undefined) throw new Problem('time_malformed');
  if (isReversed(range)) throw new Problem(reversed);
  return { from, before };
}
