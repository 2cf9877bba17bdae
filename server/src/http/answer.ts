import type { ServerResponse } from 'node:http';
import { codes, type Reason } from '@gongdan/contract';
import type { Logger } from 'pino';
import { form, type ReadyAnswer, type ValueAnswer } from '../api/handler.ts';
import { diskProblem, Problem } from '../errors.ts';
import { type JsonText, json, jsonText, membersOf } from '../json/json-text.ts';

/** A complete answer, ready to be sent. */
export interface Sent {
  readonly status: number;
  /** `ret_code`, for log and metrics. */
  readonly code: string;
  readonly body: JsonText;
  /** `Retry-After`, in seconds. */
  readonly retryAfter?: string | undefined;
}

const okMembers = membersOf(jsonText({ ret_code: codes.ok.code, ret_msg: codes.ok.text }));

/** The envelope of a success around what the handler answered. */
export function success(answer: ValueAnswer | ReadyAnswer): Sent {
  const members = answer[form] === 'ready' ? answer.members : membersOf(jsonText(answer));
  const body = members === '' ? json`{${okMembers}}` : json`{${okMembers},${members}}`;
  return { status: codes.ok.status, code: codes.ok.code, body };
}

/** The envelope of a failure: the documented text, then the parameter at fault and what is wrong with it. */
export function failure(problem: Problem<Reason>): Sent {
  const { code, text, status } = codes[problem.reason];
  const details = [text, problem.field, problem.text].filter((part) => part !== undefined && part !== '');
  const body = jsonText({ ret_code: code, ret_msg: details.join(': ') });
  return { status, code, body, retryAfter: retryAfterOf(status, problem) };
}

/** `Retry-After` by status, for a Problem that names none. */
const usualWaitMs: Readonly<Record<number, number>> = { 429: 10_000, 503: 1000 };

/**
 * `Retry-After` in whole seconds: the wait that the Problem names, else the usual one of the status; undefined without
 * either.
 */
export function retryAfterOf(status: number, { retryAfterMs = usualWaitMs[status] }: Problem): string | undefined {
  return retryAfterMs === undefined ? undefined : String(Math.max(1, Math.ceil(retryAfterMs / 1000)));
}

/**
 * Returns a handler for a call that failed to send its answer. It logs the error and closes the connection, so that the
 * client stops waiting.
 */
export function abandon(log: Logger, requestId: string, response: ServerResponse): (error: unknown) => void {
  return (error) => {
    log.error({ requestId, err: error }, 'no answer could be given');
    response.destroy();
  };
}

/** Turns any error into a Problem that the wire can answer. A reason that only the console knows becomes `internal`. */
export function asWireProblem(error: unknown, log: Logger, requestId: string): Problem<Reason> {
  const problem = asProblem(error, log, requestId);
  if (hasCode(problem)) return problem;
  log.error({ requestId, err: problem }, 'the wire has no code for the reason');
  return new Problem('internal');
}

function hasCode(problem: Problem): problem is Problem<Reason> {
  return Object.hasOwn(codes, problem.reason);
}

/** Turns any error into a Problem. This is the only place that does. The cause is logged, and never sent. */
export function asProblem(error: unknown, log: Logger, requestId: string): Problem {
  if (error instanceof Problem) {
    if (error.cause !== undefined) log.warn({ requestId, reason: error.reason, err: error.cause }, 'refused');
    return error;
  }
  log.error({ requestId, err: error }, 'failed');
  return diskProblem(error) ?? new Problem('internal');
}
