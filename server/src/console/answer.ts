import { statusOf } from '@gongdan/contract/console';
import type { Problem } from '../errors.ts';
import type { Sent } from '../http/answer.ts';

export function answered(answer: object): Sent {
  return { status: 200, code: 'ok', body: JSON.stringify(answer) };
}

/** The fault that a Problem is to the console. */
export function faulted({ reason, inConsole, text, field }: Problem): Sent {
  const named = inConsole ?? reason;
  const fault = { reason: named, text, ...(field !== undefined && { field }) };
  return { status: statusOf(named), code: named, body: JSON.stringify(fault) };
}
