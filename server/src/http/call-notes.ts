import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { type CallLog, callLogOf, type LoggedCaller, textOfRequest } from '../config/log.ts';
import type { GatheringRequest } from './body/gathering-request.ts';
import type { BareAnswer } from './connection/broken-request.ts';
import type { AddressOf } from './connection/client-address.ts';
import { boundLines } from './line-bound.ts';
import { pathOfCall, shownPath } from './shown-path.ts';

/** Names the caller in the request's line of the log. */
export function noteCaller(request: IncomingMessage, caller: LoggedCaller): void {
  (request as GatheringRequest).caller = caller;
}

/** Notes with which code a request was refused that reached no call. */
export function noteRefusal(request: IncomingMessage, code: string): void {
  (request as GatheringRequest).refusedWith = code;
}

/** A request that was answered. */
export interface AnsweredRequest {
  readonly request: IncomingMessage;
  readonly requestId: string;
  /** The name of the call; undefined when the request reached none. */
  readonly endpoint?: string | undefined;
  readonly code?: string | undefined;
  readonly status: number;
  readonly ms: number;
}

/** Writes a line of the log for each request. */
export interface CallNotes {
  /** Notes a call of the contract, whose path is known. */
  readonly call: (answered: AnsweredRequest) => void;
  /** Notes any other request, unless it was noted already. Lines of requests for unknown paths are bounded. */
  readonly other: (answered: AnsweredRequest) => void;
  /** Notes a request that was refused before anything was done for it. Under a flood, most of these lines are left out. */
  readonly refused: (answered: AnsweredRequest) => void;
  /** Notes an answer to bytes that are no request. These lines are bounded, too. */
  readonly broken: (answered: BareAnswer & { readonly address: string | undefined }) => void;
}

/** Paths that probes and scrapers ask for every few seconds. Their lines have the level debug. */
const frequent: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics']);

export function makeCallNotes(log: Logger, addressOf: AddressOf): CallNotes {
  const info = callLogOf(log, 'info');
  const write = writer(info, addressOf, describeOther);
  const writeQuietly = writer(callLogOf(log, 'debug'), addressOf, describeOther);
  const bounded = boundLines((count) => log.warn({ count }, 'lines of refused requests were left out'));
  return {
    call: writer(info, addressOf, callDescriber()),
    other(answered) {
      const request = answered.request as GatheringRequest;
      if (request.isNoted) return;
      request.isNoted = true;
      if (answered.endpoint === undefined) bounded(() => write(answered));
      else if (frequent.has(answered.endpoint)) writeQuietly(answered);
      else write(answered);
    },
    refused: (answered) => bounded(() => write(answered)),
    broken: (answered) => bounded(() => log.info(answered, 'no HTTP request')),
  };
}

/** Notes nothing: requests are not logged. */
export const noNotes: CallNotes = { call() {}, other() {}, refused() {}, broken() {} };

type DescribeRequest = (request: IncomingMessage, endpoint: string | undefined) => string;

const describeOther: DescribeRequest = ({ method = '', url = '' }, endpoint) =>
  textOfRequest(method, shownPath(url), endpoint);

/** A path with an escape in it has many spellings, so its text is not kept. */
function callDescriber(): DescribeRequest {
  const known = new Map<string, Map<string, string>>();
  return ({ method = '', url = '' }, endpoint) => {
    const path = pathOfCall(url);
    const kept = known.get(path)?.get(method);
    if (kept !== undefined) return kept;
    const text = textOfRequest(method, path, endpoint);
    if (!path.includes('%')) known.set(path, (known.get(path) ?? new Map<string, string>()).set(method, text));
    return text;
  };
}

function writer(
  callLog: CallLog | undefined,
  addressOf: AddressOf,
  describe: DescribeRequest,
): (answered: AnsweredRequest) => void {
  if (callLog === undefined) return () => {};
  return ({ request, requestId, endpoint, code, status, ms }) => {
    const { caller, refusedWith } = request as GatheringRequest;
    callLog({
      requestId,
      address: addressOf(request),
      caller,
      request: describe(request, endpoint),
      code: code ?? refusedWith,
      status,
      ms,
    });
  };
}
