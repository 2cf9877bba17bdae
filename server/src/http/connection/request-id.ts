import { randomBytes } from 'node:crypto';

const prefix = randomBytes(6).toString('hex');
let count = 0;

/** Names a request in its answer and in the log; unique among all processes. */
export function newRequestId(): string {
  return `${prefix}-${(count++).toString(36)}`;
}
