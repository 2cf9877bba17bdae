import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reason } from '@gongdan/contract';
import { statusOf } from '@gongdan/contract/console';
import { Problem } from '../../errors.ts';
import { failure, type Sent } from '../answer.ts';
import { endWith } from '../body/drop.ts';

/**
 * Returns what is wrong with a head that Node's parser accepted; undefined when nothing is. The head is checked here,
 * because Node itself would answer in bare text.
 */
export function flawOf({ headers, httpVersionMinor, rawHeaders }: IncomingMessage): Problem<Reason> | undefined {
  const hosts = countHosts(rawHeaders);
  if (hosts > 1) return new Problem('body_malformed', 'more than one Host header');
  if (hosts === 0 && httpVersionMinor > 0) return new Problem('body_malformed', 'no Host header');
  const { expect } = headers;
  if (expect !== undefined && expect.trim().toLowerCase() !== '100-continue') {
    return new Problem('body_malformed', 'only 100-continue can be expected');
  }
  return undefined;
}

/** Counts in the raw list, in which names and values alternate, because `headers` holds only the first Host. */
function countHosts(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    if (name.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count;
}

/**
 * Answers a request with a flawed head, and closes the connection, because it is not certain where the request ends.
 * Reads and drops at most `dropped` bytes of the request's body. Returns status and code of the answer.
 */
export function refuseHead(
  response: ServerResponse,
  requestId: string,
  path: string,
  problem: Problem<Reason>,
  dropped: number,
): Pick<Sent, 'status' | 'code'> {
  const ofConsole = path.startsWith('/api/console/');
  const { status, code, body } = ofConsole
    ? {
        status: statusOf(problem.reason),
        code: problem.reason,
        body: JSON.stringify({ reason: problem.reason, text: problem.text }),
      }
    : failure(problem);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    'x-request-id': requestId,
    connection: 'close',
  });
  endWith(response, body, dropped);
  return { status, code };
}
