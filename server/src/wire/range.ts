import type { Reason } from '@gongdan/contract';
import { Problem } from '../errors.ts';
import { parseTime } from '../zone.ts';

/** Instants in milliseconds UTC: `from` inclusive, `before` exclusive; an end that was not given is open. */
export interface Range {
  readonly from: number | undefined;
  readonly before: number | undefined;
}

/** Reads two times of the wire, whose range has whole seconds and includes both. */
export function readRange(zone: string, start: string | undefined, end: string | undefined): Range {
  const last = end === undefined ? undefined : parseTime(zone, end, 'later');
  return {
    from: start === undefined ? undefined : parseTime(zone, start),
    before: last === undefined ? undefined : last + 1000,
  };
}

export function isReversed({ from, before }: Range): boolean {
  return from !== undefined && before !== undefined && before <= from;
}

/** A range of which both ends are given. */
export interface WholeRange {
  readonly from: number;
  readonly before: number;
}

/** Throws Problem `time_malformed`, or the given one when the range is reversed. */
export function demandRange(zone: string, start: string, end: string, reversed: Reason = 'range_reversed'): WholeRange {
  const range = readRange(zone, start, end);
  const { from, before } = range;
  if (from === undefined || before === undefined) throw new Problem('time_malformed');
  if (isReversed(range)) throw new Problem(reversed);
  return { from, before };
}
