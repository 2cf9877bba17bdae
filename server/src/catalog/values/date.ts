import type { Field, FieldValue } from '../catalog.ts';
import { unfit } from './unfit.ts';

/** A date, a time, or a date and a time with a blank or a T between them: `2026-03-02`, `09:30`, `2026-03-02T09:30:00.5`. */
const form = /^(?:(\d{4})-(\d\d)-(\d\d))?(?:(?:^|[ T])(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?$/;

/** Checks a date `yyyy-MM-dd`; a time of day after it is cut off. */
export function dateValue(field: Field, value: string): FieldValue {
  const { date } = read(value);
  if (!date) throw unfit(field, { zh: '不是日期 yyyy-MM-dd', en: 'not a date yyyy-MM-dd' });
  return { value: date, text: '' };
}

/** Checks a time `HH:mm`; a date before it, and seconds, are cut off. */
export function timeValue(field: Field, value: string): FieldValue {
  const { minutes } = read(value);
  if (!minutes) throw unfit(field, { zh: '不是时间 HH:mm', en: 'not a time HH:mm' });
  return { value: minutes, text: '' };
}

/** Checks `yyyy-MM-dd HH:mm` or `yyyy-MM-dd HH:mm:ss` and keeps the given form; fractions of a second are cut off. */
export function dateTimeValue(field: Field, value: string): FieldValue {
  const { date, minutes, seconds } = read(value);
  if (!date || !minutes)
    throw unfit(field, { zh: '不是日期与时间 yyyy-MM-dd HH:mm:ss', en: 'not a date and time yyyy-MM-dd HH:mm:ss' });
  return { value: `${date} ${minutes}${seconds ? `:${seconds}` : ''}`, text: '' };
}

/** Returns the parts of a date, a time or both; no parts when one of them is impossible. */
function read(value: string): { date?: string; minutes?: string; seconds?: string | undefined } {
  const found = form.exec(value);
  if (!found) return {};
  const [, year, month, day, hour, minute, second] = found;
  if (year && !isDay(Number(year), Number(month), Number(day))) return {};
  if (hour && (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59)) return {};
  return {
    ...(year ? { date: `${year}-${month}-${day}` } : {}),
    ...(hour ? { minutes: `${hour}:${minute}`, seconds: second } : {}),
  };
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}
