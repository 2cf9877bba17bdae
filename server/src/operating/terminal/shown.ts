/** An instant in the local zone: `2026-11-30 14:05:09`. */
export function localTime(at: number): string {
  // Sweden writes dates as ISO 8601 does.
  return new Date(at).toLocaleString('sv-SE');
}

/** The zone of `localTime`, such as `Asia/Shanghai`. */
export function localZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** `17 MiB`; from 1 GiB on `1.5 GiB`. */
export function shownBytes(bytes: number): string {
  return bytes < 2 ** 30 ? `${Math.ceil(bytes / 2 ** 20)} MiB` : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}

/**
 * Replaces control characters by blanks: text from a file or a receiver must not control the terminal. `[^\P{C}\n]`
 * matches the characters of Unicode's category C (control, format, unassigned) but not the line feed.
 */
export function printable(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, ' ');
}

/** As `printable`, in one line of at most `most` characters. */
export function printableLine(text: string, most = text.length): string {
  return text.slice(0, most).replace(/\p{C}/gu, ' ');
}
