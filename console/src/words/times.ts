import type { Language } from './language.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `bare` is "3m". `ago` is "3m ago", for places where a bare age reads as a duration: "First response 3m". */
export type AgeForm = 'bare' | 'ago';

/**
 * Returns an age such as "3m", "2h" or "5d", in Chinese 「3 分钟」. From 30 days on it is the date without the year, or
 * month and year if the instant lies in another year than `now`. Within the first minute it is null: the caller shows
 * the word "now".
 */
export function ageText(
  at: number,
  now: number,
  language: Language,
  zone: string,
  form: AgeForm = 'bare',
): string | null {
  const textOf = form === 'ago' ? ago : unit;
  const passed = Math.max(0, now - at);
  if (passed < minute) return null;
  if (passed < hour) return textOf(language, Math.floor(passed / minute), 'minute');
  if (passed < day) return textOf(language, Math.floor(passed / hour), 'hour');
  if (passed < 30 * day) return textOf(language, Math.floor(passed / day), 'day');
  return dateOf(at, now, language, zone);
}

function dateOf(at: number, now: number, language: Language, zone: string): string {
  const yearOf = formatter(`year ${zone}`, () => dateFormat('en', zone, { year: 'numeric' }));
  const thisYear = yearOf.format(at) === yearOf.format(now);
  const parts = thisYear
    ? ({ month: 'short', day: 'numeric' } as const)
    : ({ year: 'numeric', month: 'short' } as const);
  const key = `date ${thisYear} ${language} ${zone}`;
  return formatter(key, () => dateFormat(language, zone, parts)).format(at);
}

/** Returns the instant in full, in the company's zone: 2026-03-04 15:06:07. */
export function instantText(at: number, zone: string): string {
  // Swedish writes dates as yyyy-MM-dd.
  const format = formatter(`instant ${zone}`, () =>
    dateFormat('sv-SE', zone, { dateStyle: 'short', timeStyle: 'medium' }),
  );
  return format.format(at);
}

/** Returns the day in the reader's language, for headings and short notes. */
export function dayText(at: number, language: Language, zone: string): string {
  return formatter(`day ${language} ${zone}`, () => dateFormat(language, zone, { dateStyle: 'medium' })).format(at);
}

/** Formatters by their options: making one takes far longer than using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(key: string, make: () => Intl.DateTimeFormat): Intl.DateTimeFormat {
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = make();
  formatters.set(key, made);
  return made;
}

function dateFormat(language: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
}

function unit(language: Language, value: number, name: 'minute' | 'hour' | 'day'): string {
  const style = { style: 'unit', unit: name, unitDisplay: language === 'en' ? 'narrow' : 'short' } as const;
  return numberFormatter(`${language} ${name}`, () => new Intl.NumberFormat(language, style)).format(value);
}

function ago(language: Language, value: number, name: 'minute' | 'hour' | 'day'): string {
  return new Intl.RelativeTimeFormat(language, { style: 'narrow' }).format(-value, name);
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormatter(key: string, make: () => Intl.NumberFormat): Intl.NumberFormat {
  const known = numberFormats.get(key) ?? make();
  numberFormats.set(key, known);
  return known;
}
