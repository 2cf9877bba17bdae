import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** Keys of secrets, then of personal data. Their values are hidden at the first two levels of a logged object. */
const secret = ['token', 'sign', 'app_key', 'key', 'password', 'authorization', 'cookie', 'secret'];
const personal = ['phones', 'emails', 'user_tels', 'user_emails', 'agent_email', 'first_contact_info'];

/** Opens a log that writes lines of JSON to standard error, or to a test's destination. */
export function openLog(config: Pick<Config, 'logLevel'>, destination: DestinationStream = standardError()): Logger {
  const names = [...secret, ...personal];
  const redact = { paths: [...names, ...names.map((name) => `*.${name}`)], censor: '(hidden)' };
  return pino({ level: config.logLevel, redact, base: undefined }, destination);
}

/**
 * Buffers up to 16,000 characters for up to 500 ms, because one write per line would cost as much as the rest of a small
 * request. The lines of one turn of the event loop are added to the buffer together, because pino's destination measures
 * its whole buffer at each addition.
 */
function standardError(): DestinationStream {
  let lines: string[] = [];
  function flush(): void {
    if (lines.length > 0) destination.write(lines.join(''));
    lines = [];
  }
  // Registered before the listener of the destination itself, which closes it: listeners run in this order.
  process.on('exit', flush);
  const destination = pino.destination({ fd: 2, sync: false, minLength: 16_000, periodicFlush: 500 });
  return {
    write(line) {
      if (lines.push(line) === 1) setImmediate(flush);
    },
  };
}

/** The log line of a call. */
export interface CallLine {
  readonly requestId: string;
  readonly endpoint: string;
  /** The answer's `ret_code`. */
  readonly code: string;
  readonly status: number;
  readonly ms: number;
}

export type CallLog = (line: CallLine) => void;

/**
 * Returns a function that writes the lines of calls in the logger's form, but without redaction, which takes longer than
 * many calls do. The lines hold nothing secret and nothing that needs escaping. Returns undefined when the log's level
 * excludes such lines.
 */
export function callLogOf(log: Logger): CallLog | undefined {
  if (!log.isLevelEnabled('info')) return undefined;
  const destination = (log as unknown as Record<symbol, DestinationStream>)[pino.symbols.streamSym]!;
  const level = `{"level":${log.levels.values.info}`;
  return ({ requestId, endpoint, code, status, ms }) => {
    const call = `"requestId":"${requestId}","endpoint":"${endpoint}","code":"${code}","status":${status},"ms":${ms}`;
    destination.write(`${level}${pino.stdTimeFunctions.epochTime()},${call},"msg":"call"}\n`);
  };
}
