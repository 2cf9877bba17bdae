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
