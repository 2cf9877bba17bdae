import { printable } from './log-text.ts';

const levels: Readonly<Record<number, { readonly name: string; readonly colour: number }>> = {
  10: { name: 'TRACE', colour: 90 },
  20: { name: 'DEBUG', colour: 90 },
  30: { name: 'INFO ', colour: 32 },
  40: { name: 'WARN ', colour: 33 },
  50: { name: 'ERROR', colour: 31 },
  60: { name: 'FATAL', colour: 35 },
};

/** Values longer than this are cut: the whole value is in the log of a server whose standard error is no terminal. */
const mostShown = 300;

interface LoggedError {
  readonly message?: string;
  readonly stack?: string;
}

type Entry = Readonly<Record<string, unknown>> & {
  readonly level: number;
  readonly time: number;
  readonly err?: LoggedError;
};

/**
 * Turns a line of the log into a line for a terminal: the time of the local zone, the level, the message, and everything
 * else as `name=value`. The stack of an error follows on lines of its own.
 */
export function prettyLine(line: string, coloured: boolean): string {
  const { level, time, err, ...rest } = JSON.parse(line) as Entry;
  const [text, others] = titleOf(rest);
  const paint = (colour: number, text: string) => (coloured ? `\u001b[${colour}m${text}\u001b[0m` : text);
  const { name, colour } = levels[level] ?? { name: String(level), colour: 0 };
  const pairs = Object.entries(others).map(([key, value]) => ` ${paint(90, `${key}=`)}${shown(value)}`);
  const stack = err === undefined ? '' : `${stackOf(err)}\n`;
  return `${paint(90, localTime(time))} ${paint(colour, name)} ${printable(text, mostShown)}${pairs.join('')}\n${stack}`;
}

/** Returns the message, and everything that it does not say. Of a request, the message is what one looks for first. */
function titleOf({ msg, ...others }: Readonly<Record<string, unknown>>): [string, Readonly<Record<string, unknown>>] {
  if (msg !== 'call') return [String(msg ?? ''), others];
  const { method, path, status, ms, ...further } = others;
  return [`${method} ${path} ${status} ${ms} ms`, further];
}

/** `22:05:09.041` */
function localTime(time: number): string {
  const at = new Date(time);
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return `${clock}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

/** A text with blanks or quotes is shown in quotes, so that it cannot look like a further name and value. */
function shown(value: unknown): string {
  if (typeof value === 'string' && /^[^\s"=]+$/.test(value)) return printable(value, mostShown);
  return printable(JSON.stringify(value), mostShown);
}

function stackOf({ stack, message = '' }: LoggedError): string {
  const lines = (stack ?? message).split('\n');
  return lines.map((one) => `    ${printable(one.trim(), mostShown)}`).join('\n');
}
