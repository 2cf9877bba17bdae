import type { Words } from '@gongdan/contract';
import { formatTime, parseClock } from '../zone.ts';

/** A day, a time of day, or both, as the wire writes them: `2026-01-05`, `09:03:00`. */
export interface Moment {
  readonly day: string | undefined;
  readonly clock: string | undefined;
}

/**
 * Reads a date or a time as spreadsheets write it: `2026/1/5 9:03`, `2026-1-5`, `2026年1月5日 下午3:05`, `46027.377`; and the
 * instant `2026-01-05T01:03:00Z`, which it converts to the zone. Returns undefined for another form. Returns `impossible` for
 * a date or time that does not exist.
 */
export function readMoment(text: string, zone: string): Moment | 'impossible' | undefined {
  const plain = text.normalize('NFKC').trim();
  if (/^[0-9]{1,7}(?:\.[0-9]{1,12})?$/.test(plain)) return fromSerial(Number(plain));
  if (instant.test(plain)) return fromInstant(plain, zone);
  const dated = date.exec(plain);
  const rest = (dated ? plain.slice(dated[0].length) : plain).trim();
  const timed = rest === '' ? undefined : readClock(rest);
  if (timed === null || (!dated && !timed)) return undefined;
  const [year, month, day] = dated ? [dated[1]!, two(dated[2]!), two(dated[3]!)] : ['2000', '01', '01'];
  const clock = timed ?? '00:00:00';
  if (parseClock(`${year}-${month}-${day} ${clock}`) === undefined) return 'impossible';
  return { day: dated ? `${year}-${month}-${day}` : undefined, clock: timed };
}

/** Says that a date or a time does not exist. */
export function notExisting(text: string): Words {
  return { zh: `${text} 不存在`, en: `${text} does not exist` };
}

const instant = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:?[0-9]{2})$/;
const date = /^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})(?:日|T|(?= |$))/;

function fromInstant(text: string, zone: string): Moment | 'impossible' {
  const at = Date.parse(text);
  // JavaScript takes 30 February for 2 March, so the day and the time are checked as they are written.
  if (Number.isNaN(at) || parseClock(`${text.slice(0, 10)} ${text.slice(11, 19)}`) === undefined) return 'impossible';
  const [day, clock] = formatTime(zone, at).split(' ');
  return { day, clock };
}

/** Returns `HH:mm:ss`; null when the text is no time of day. An hour that does not exist is kept for the caller to refuse. */
function readClock(text: string): string | null {
  const half = /^(上午|下午|AM|PM)|(AM|PM)$/i.exec(text);
  const bare = half ? text.replace(half[0], '').trim() : text;
  const marked = bare
    .replace(/[时点分]/g, ':')
    .replace(/秒$/, '')
    .replace(/:$/, '');
  const parts = /^([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:\.[0-9]{1,9})?)?$/.exec(marked);
  if (!parts) return null;
  const [, hour = '', minute = '', second = '0'] = parts;
  return `${two(half ? hourOfDay(Number(hour), /下午|PM/i.test(half[0])) : hour)}:${two(minute)}:${two(second)}`;
}

/** Returns an hour of the 12-hour clock as one of the day; 99 for an hour that this clock does not have. */
function hourOfDay(hour: number, afternoon: boolean): string {
  if (hour < 1 || hour > 12) return '99';
  return String((hour % 12) + (afternoon ? 12 : 0));
}

function two(digits: string): string {
  return digits.padStart(2, '0');
}

/**
 * The serial numbers of dates: from 18 May 1927 to 31 December 9999. A smaller whole number is not taken for a date, because
 * it is more likely a year: 2026 would be a day of 1905.
 */
const firstSerial = 10_000;
const lastSerial = 2_958_465;
const daySeconds = 86_400;

/** Reads a number of days since 30 December 1899, as Excel counts them; a number below 1 is a time of day. */
function fromSerial(serial: number): Moment | undefined {
  const seconds = Math.round(serial * daySeconds);
  if (serial < 1 && serial > 0) return { day: undefined, clock: clockOf(seconds % daySeconds) };
  if (serial < firstSerial || serial >= lastSerial + 1) return undefined;
  const day = new Date(Date.UTC(1899, 11, 30) + Math.floor(seconds / daySeconds) * daySeconds * 1000);
  const clock = clockOf(seconds % daySeconds);
  return { day: day.toISOString().slice(0, 10), clock: clock === '00:00:00' ? undefined : clock };
}

function clockOf(seconds: number): string {
  const [hour, minute] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return [hour, minute, seconds % 60].map((part) => two(String(part))).join(':');
}
