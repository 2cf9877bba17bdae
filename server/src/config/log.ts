import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** Names under which secrets and personal data may come along in an object that is logged, at two depths. */
const secret = ['token', 'sign', 'app_key', 'key', 'password', 'authorization', 'cookie', 'secret'];
const personal = ['phones', 'emails', 'user_tels', 'user_emails', 'agent_email', 'first_contact_info'];

/** Lines of JSON on standard error, or where a test wants them. */
export function openLog(config: Pick<Config, 'logLevel'>, destination: DestinationStream = standardError()): Logger {
  const names = [...secret, ...personal];
  const redact = { paths: [...names, ...names.map((name) => `*.${name}`)], censor: '(hidden)' };
  return pino({ level: config.logLevel, redact, base: undefined }, destination);
}

/**
 * Lines are gathered for a moment: a write each would cost as much as the rest of a small request. Those of one turn are
 * handed over as one, because the destination measures all that it holds with whatever is added.
 */
function standardError(): DestinationStream {
  let lines: string[] = [];
  function handOver(): void {
    if (lines.length > 0) destination.write(lines.join(''));
    lines = [];
  }
  // Heard before the destination, which then ends.
  process.on('exit', handOver);
  const destination = pino.destination({ fd: 2, sync: false, minLength: 16_000, periodicFlush: 500 });
  return {
    write(line) {
      if (lines.push(line) === 1) setImmediate(handOver);
    },
  };
}

/** What a call leaves in the log. */
export interface CallLine {
  readonly requestId: string;
  readonly endpoint: string;
  /** `ret_code`. */
  readonly code: string;
  readonly status: number;
  readonly ms: number;
}

export type CallLog = (line: CallLine) => void;

/**
 * Writes the lines of calls as the logger would, past its search for what has to be hidden, which costs more than many
 * a call: they hold nothing of that kind, and nothing that needs escaping. Undefined when the level leaves them out.
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
