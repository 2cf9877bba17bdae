/**
 * How deeply lists and objects may be nested, the outermost one included. The bound keeps recursion over parsed values
 * safe.
 */
export const deepest = 64;

/**
 * Parses JSON. Undefined when the text is not JSON, is nested too deeply, or is an object or list with more than
 * `mostMembers` members. Objects further inside have no bound but the length of the text.
 */
export function parseJson(text: string, mostMembers = Number.POSITIVE_INFINITY): unknown {
  return isWithinBounds(text, mostMembers) ? parse(text) : undefined;
}

/**
 * Parses JSON like `parseJson`, but a number whose digits a double does not preserve becomes text:
 * `1234567890123456789`, `1.10`, `0.00000012`. A number with an exponent stays a number; if a double cannot hold it, it
 * becomes NaN or Infinity, which no parameter accepts.
 */
export function parseWithDigits(text: string, mostMembers = Number.POSITIVE_INFINITY): unknown {
  if (!isWithinBounds(text, mostMembers)) return undefined;
  return parse(text, mayLoseDigits.test(text) ? keepDigits : undefined);
}

/**
 * Matches a text that may hold a number that a double changes: one with a fraction, with 16 digits or more, with an
 * exponent of -100 or less, or -0. Other texts need no reviver, which takes five times as long as JSON.parse alone: 35
 * µs for 1 KB. A match within a string does no harm.
 */
const mayLoseDigits = /[0-9](?:\.|[0-9]{15}|[eE]-[0-9]{3})|-0[\s,\]}]/;

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number') return value;
  const { source = '' } = context ?? {};
  if (String(value) === source) return value;
  if (!/[eE]/.test(source)) return source;
  return digitsOf(String(value)) === digitsOf(source) ? value : Number.NaN;
}

/**
 * The digits of a JSON number from the first to the last that is not a zero, and the exponent of ten of the last one.
 * Two notations of one number, such as `1.5e3` and `1500`, give the same text.
 */
function digitsOf(number: string): string {
  const [mantissa = '', exponent = '0'] = number.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  let [from, to] = [0, digits.length];
  while (digits[from] === '0') from += 1;
  while (to > from && digits[to - 1] === '0') to -= 1;
  return from === to ? '0' : `${digits.slice(from, to)}e${Number(exponent) - fraction.length + digits.length - to}`;
}

function parse(text: string, reviver?: typeof keepDigits): unknown {
  try {
    return JSON.parse(text, reviver);
  } catch {
    return undefined;
  }
}

/**
 * Counts brackets, and the commas of the outermost object or list, outside of strings, and stops at the first one too
 * many. JSON.parse itself has no such bounds: it accepts a million brackets, and 80,000 members take it a quarter of a
 * second.
 */
function isWithinBounds(text: string, mostMembers: number): boolean {
  let depth = 0;
  let members = 1;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22:
        at = endOfString(text, at);
        break;
      case 0x2c:
        if (depth === 1) members += 1;
        if (members > mostMembers) return false;
        break;
      case 0x5b:
      case 0x7b:
        depth += 1;
        if (depth > deepest) return false;
        break;
      case 0x5d:
      case 0x7d:
        depth -= 1;
    }
  }
  return true;
}

/** Index of the closing quote of the string that opens at `start`; the text's end when there is none. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && escaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function escaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes += 1;
  return backslashes % 2 === 1;
}
