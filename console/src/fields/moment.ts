/** Matches a date (yyyy-MM-dd), a time (HH:mm, HH:mm:ss or with a fraction), or both with a space or a T between. */
const form = /^(?:(\d{4})-(\d\d)-(\d\d))?(?:(?:^|[ T])(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?$/;

export interface MomentParts {
  /** yyyy-MM-dd */
  readonly date?: string;
  /** HH:mm */
  readonly minutes?: string;
  /** ss, if given */
  readonly seconds?: string;
}

/** Returns the parts of a date, a time or both; no part at all if any part is impossible. */
export function readMoment(value: string): MomentParts {
  const found = form.exec(value);
  if (!found) return {};
  const [, year, month, day, hour, minute, second] = found;
  if (year && !isDay(Number(year), Number(month), Number(day))) return {};
  if (hour && (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59)) return {};
  return {
    ...(year ? { date: `${year}-${month}-${day}` } : {}),
    ...(hour ? { minutes: `${hour}:${minute}` } : {}),
    ...(second ? { seconds: second } : {}),
  };
}

/** Returns a stored value in the form of `<input type="datetime-local">`; "" if it is no date and time. */
export function toInputMoment(value: string): string {
  const { date, minutes, seconds } = readMoment(value);
  return date && minutes ? `${date}T${minutes}${seconds ? `:${seconds}` : ''}` : '';
}

/** Returns a value of `<input type="datetime-local">` in the form that is stored; "" if it is incomplete. */
export function fromInputMoment(value: string): string {
  const { date, minutes, seconds } = readMoment(value);
  return date && minutes ? `${date} ${minutes}${seconds ? `:${seconds}` : ''}` : '';
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}
