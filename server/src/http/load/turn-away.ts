import type { ServerResponse } from 'node:http';
import { statusOf } from '@gongdan/contract/console';
import { Problem } from '../../errors.ts';
import { failure, type Sent } from '../answer.ts';
import { endWith } from '../body/drop.ts';

const problem = new Problem('overloaded', 'too much at once, try again in a second');
/** The answer to calls of the API. */
const envelope = withLength(failure(problem));
/** The answer to calls of the console. */
const fault = withLength({
  ...failure(problem),
  status: statusOf(problem.reason),
  code: problem.reason,
  body: JSON.stringify({ reason: problem.reason, text: problem.text }),
});
const json = 'application/json; charset=utf-8';

/**
 * Answers 503 before anything is done for the request, as cheaply as possible: head and body are text, so that Node
 * sends them in one write. Reads and drops at most `dropped` bytes of the request's body. Returns status and code of the
 * answer.
 */
export function turnAway(
  response: ServerResponse,
  requestId: string,
  path: string,
  dropped: number,
): Pick<Sent, 'status' | 'code'> {
  const ofConsole = path.startsWith('/api/console/');
  const { status, code, body, length, retryAfter } = ofConsole ? fault : envelope;
  const headers = ['content-type', json, 'content-length', length, 'x-request-id', requestId];
  if (retryAfter !== undefined) headers.push('retry-after', retryAfter);
  if (ofConsole) headers.push('cache-control', 'no-store');
  response.writeHead(status, headers);
  endWith(response, body, dropped);
  return { status, code };
}

/** Adds the body's length in bytes, which is its length in characters: bodies here hold one character for each byte. */
function withLength<Answer extends { readonly body: string }>(answer: Answer) {
  return { ...answer, length: String(answer.body.length) };
}
