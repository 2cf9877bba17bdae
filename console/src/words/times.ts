import type { Language } from './index.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** "now", "3m", "2h", "5d" of the English list; 「3 分钟」 of the Chinese one; the date when it is older than thirty days. */
export function age(at: number, now: number, language: Language, zone: string): string {
  const passed = Math.max(0, now - at);
  if (passed < minute) return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(0, 'second');
  if (passed < hour) return unit(language, Math.floor(passed / minute), 'minute');
  if (passed < day) return unit(language, Math.floor(passed / hour), 'hour');
  if (passed < 30 * day) return unit(language, Math.floor(passed / day), 'day');
  return formatter(`date ${language} ${zone}`, () =>
    dateFormat(language, zone, { month: 'short', day: 'numeric' }),
  ).format(at);
}

/** The instant in full, in the company's zone: 2026-03-04 15:06:07. */
export function instant(at: number, zone: string): string {
  const format = formatter(`instant ${zone}`, () =>
    dateFormat('sv-SE', zone, { dateStyle: 'short', timeStyle: 'medium' }),
  );
  return format.format(at);
}

/** The day in words, for headings and short notes. */
export function dayOf(at: number, language: Language, zone: string): string {
  return formatter(`day ${language} ${zone}`, () => dateFormat(language, zone, { dateStyle: 'medium' })).format(at);
}

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
  return numbers(`${language} ${name}`, () => new Intl.NumberFormat(language, style)).format(value);
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function numbers(key: string, make: () => Intl.NumberFormat): Intl.NumberFormat {
  const known = numberFormats.get(key) ?? make();
  numberFormats.set(key, known);
  return known;
}
