import type { ServerResponse } from 'node:http';
import { Problem } from '../errors.ts';
import { failure } from './answer.ts';

const { status, body } = failure(new Problem('overloaded', 'too much at once, try again in a second'));
const bytes = Buffer.from(body);
const length = String(bytes.length);

/** Answers 503 before the request is looked at, in as few steps as can be. */
export function turnAway(response: ServerResponse, requestId: string): void {
  response.writeHead(status, [
    'content-type',
    'application/json; charset=utf-8',
    'content-length',
    length,
    'retry-after',
    '1',
    'x-request-id',
    requestId,
  ]);
  response.end(bytes);
}
