const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Formats the instant as `yyyy-MM-dd HH:mm:ss` in the zone; fractions of a second are dropped. */
export function formatTime(zone: string, at: number): string {
  const local = at + offsetAt(zone, at);
  const hour = Math.floor(local / hourMs);
  const seconds = Math.floor((local - hour * hourMs) / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${beginnings.get(hour) ?? learnBeginning(hour)}${two(minutes)}:${two(seconds - 60 * minutes)}`;
}

/** Cache: local hour since 1970 → `yyyy-MM-dd HH:`. */
const beginnings = new Map<number, string>();

function learnBeginning(hour: number): string {
  const date = new Date(hour * hourMs);
  const day = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  const beginning = `${day} ${two(date.getUTCHours())}:`;
  if (beginnings.size >= mostHours) beginnings.clear();
  beginnings.set(hour, beginning);
  return beginning;
}

/** Returns the day of the instant in the zone, as `yyyyMMdd`. */
export function dayOf(zone: string, at: number): string {
  const local = new Date(at + offsetAt(zone, at));
  return `${local.getUTCFullYear()}${two(local.getUTCMonth() + 1)}${two(local.getUTCDate())}`;
}

/**
 * Returns the instant of `yyyy-MM-dd HH:mm:ss` in the zone, milliseconds UTC; undefined when the text has another form
 * or no calendar has that time. A time that the clock skips when summer time begins is read with the offset before the
 * jump: 02:30 becomes 03:30. When the clock shows the time twice, at the end of summer time, `which` chooses the
 * instant.
 */
export function parseTime(zone: string, text: string, which: 'earlier' | 'later' = 'earlier'): number | undefined {
  const local = parseClock(text);
  if (local === undefined) return undefined;
  // The offsets a day earlier and a day later. They differ only when the clock changes in between.
  const before = offsetAt(zone, local - dayMs);
  const after = offsetAt(zone, local + dayMs);
  if (which === 'later' && offsetAt(zone, local - after) === after) return local - after;
  if (offsetAt(zone, local - before) === before) return local - before;
  if (offsetAt(zone, local - after) === after) return local - after;
  return local - before;
}

const clock = /^([0-9]{4})-([0-9]{2})-([0-9]{2}) ([0-9]{2}):([0-9]{2}):([0-9]{2})$/;

/**
 * Reads the time as if it were UTC, so that clock times can be compared. Undefined for another form, 30 February or
 * 24:00:00.
 */
export function parseClock(text: string): number | undefined {
  const parts = clock.exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const asWritten = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return asWritten ? date.getTime() : undefined;
}

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** UTC hour since 1970 → offset in milliseconds; NaN for an hour in which it changes. */
  readonly hours: Map<number, number>;
}

const zones = new Map<string, Zone>();
const mostHours = 50_000;

/** Returns the milliseconds to add to UTC. The offsets of whole hours are cached, because Intl takes microseconds. */
function offsetAt(zone: string, at: number): number {
  const { format, hours } = zones.get(zone) ?? openZone(zone);
  const hour = Math.floor(at / hourMs);
  const known = hours.get(hour) ?? learnHour(format, hours, hour);
  return Number.isNaN(known) ? readOffset(format, at) : known;
}

function openZone(name: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  const zone = { format, hours: new Map() };
  zones.set(name, zone);
  return zone;
}

function learnHour(format: Intl.DateTimeFormat, hours: Map<number, number>, hour: number): number {
  const first = readOffset(format, hour * hourMs);
  const last = readOffset(format, (hour + 1) * hourMs - 1);
  const offset = first === last ? first : Number.NaN;
  if (hours.size >= mostHours) hours.clear();
  hours.set(hour, offset);
  return offset;
}

/** Parses "GMT", "GMT+08:00" or, for early years, "GMT+08:05:43". */
function readOffset(format: Intl.DateTimeFormat, at: number): number {
  const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const parts = /([+-])([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?/.exec(name);
  if (!parts) return 0;
  const seconds = Number(parts[2]) * 3600 + Number(parts[3]) * 60 + Number(parts[4] ?? 0);
  return (parts[1] === '-' ? -1000 : 1000) * seconds;
}

const twoDigits = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

function two(n: number): string {
  return twoDigits[n]!;
}

/** True when this machine knows the zone. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
