import { type DestinationStream, type Logger, pino } from 'pino';
import { type Config, wantsColours } from './config.ts';
import { quoted } from './log-text.ts';
import { prettyLine } from './pretty-line.ts';

/** Keys of secrets, then of personal data. Their values are hidden at the first two levels of a logged object. */
const secret = [
  ...['token', 'sign', 'app_key', 'appKey', 'key', 'password', 'authorization', 'cookie', 'secret', 'setupCode'],
  ...['access_token', 'url', 'query', 'body', 'headers', 'parameters'],
];
const personal = [
  ...['phone', 'phones', 'email', 'emails', 'user_tels', 'user_emails', 'agent_email', 'first_contact_info'],
  ...['user_name', 'user_nick', 'agent_name', 'agent_nick', 'enterprise_name'],
  // PostgreSQL puts the values of the row that it refused here.
  ...['detail', 'where'],
];

/** Opens a log that writes lines of JSON to standard error, or to a test's destination. A terminal gets readable lines. */
export function openLog(config: Pick<Config, 'logLevel'>, destination: DestinationStream = standardError()): Logger {
  const names = [...secret, ...personal];
  const redact = { paths: [...names, ...names.map((name) => `*.${name}`)], censor: '(hidden)' };
  return pino({ level: config.logLevel, redact, base: undefined }, destination);
}

function standardError(): DestinationStream {
  return process.stderr.isTTY ? terminal() : buffered();
}

function terminal(): DestinationStream {
  const coloured = wantsColours();
  return { write: (line) => process.stderr.write(prettyLine(line, coloured)) };
}

/** Lines are written when they have so many characters together, and at the latest after half a second. */
const writeAt = 16_000;
const handOverEveryMs = 250;

/**
 * Buffers lines, because one write per line would cost as much as the rest of a small request. They are buffered here and
 * not in pino's destination, which joins and measures its whole buffer at each addition.
 */
function buffered(): DestinationStream {
  let lines: string[] = [];
  let size = 0;
  function flush(): void {
    if (size > 0) destination.write(lines.join(''));
    lines = [];
    size = 0;
  }
  // Registered before the listener of the destination itself, which closes it: listeners run in this order.
  process.on('exit', flush);
  // With a `minLength`, what is handed over at the exit is not yet being written, so that it is written to its end.
  const destination = pino.destination({ fd: 2, sync: false, minLength: writeAt, periodicFlush: handOverEveryMs });
  setInterval(flush, handOverEveryMs).unref();
  return {
    write(line) {
      lines.push(line);
      size += line.length;
      if (size >= writeAt) flush();
    },
  };
}

/** The log line of a request. Address and caller may be any text. */
export interface CallLine {
  readonly requestId: string;
  /** The client's address, by the headers of trusted proxies; undefined when its connection was lost. */
  readonly address: string | undefined;
  readonly caller: LoggedCaller | undefined;
  /** Method, path and endpoint, made by `textOfRequest`. */
  readonly request: string;
  /** The answer's `ret_code`, or the reason of a call of the console; undefined for a file. */
  readonly code: string | undefined;
  readonly status: number;
  readonly ms: number;
}

/** The caller of a request: an app or an agent of the company. */
export interface LoggedCaller {
  readonly companyId: string;
  readonly appId?: string;
  readonly agentId?: string;
}

export type CallLog = (line: CallLine) => void;

/**
 * Returns a function that writes the lines of requests at this level in the logger's form, but without redaction, which
 * takes longer than many calls do. The lines hold nothing secret. Returns undefined when the log's level excludes such
 * lines.
 */
export function callLogOf(log: Logger, level: 'info' | 'debug'): CallLog | undefined {
  if (!log.isLevelEnabled(level)) return undefined;
  const destination = (log as unknown as Record<symbol, DestinationStream>)[pino.symbols.streamSym]!;
  const begin = `{"level":${log.levels.values[level]}`;
  // The apps whose tokens are remembered are the same objects in each call.
  const callers = new WeakMap<LoggedCaller, string>();
  function textOf(caller: LoggedCaller): string {
    const known = callers.get(caller);
    if (known !== undefined) return known;
    const text = textOfCaller(caller);
    callers.set(caller, text);
    return text;
  }
  return ({ requestId, address, caller, request, code, status, ms }) => {
    const from = address === undefined ? '' : `,"address":${quoted(address)}`;
    const who = caller === undefined ? from : from + textOf(caller);
    const time = `${begin}${pino.stdTimeFunctions.epochTime()},"requestId":"${requestId}"`;
    const how = code === undefined ? request : `${request},"code":"${code}"`;
    destination.write(`${time}${who}${how},"status":${status},"ms":${Math.round(ms * 10) / 10},"msg":"call"}\n`);
  };
}

/** Returns the members of a line for a request's method, path and endpoint. The path must be safe to show. */
export function textOfRequest(method: string, path: string, endpoint: string | undefined): string {
  const call = endpoint === undefined ? '' : `,"endpoint":"${endpoint}"`;
  return `,"method":"${method}","path":${quoted(path, 200)}${call}`;
}

function textOfCaller({ companyId, appId, agentId }: LoggedCaller): string {
  const app = appId === undefined ? '' : `,"app":${quoted(appId)}`;
  const agent = agentId === undefined ? '' : `,"agent":${quoted(agentId)}`;
  return `,"company":${quoted(companyId)}${app}${agent}`;
}
