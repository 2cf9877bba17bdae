import type { Reason } from '@gongdan/contract';

/**
 * The one type of error. `reason` decides the code on the wire; `text` says in a few words what is wrong and is
 * safe to show; `field` names the parameter at fault as the caller wrote it; `cause` goes to the log only.
 */
export class Problem extends Error {
  readonly reason: Reason;
  readonly field: string | undefined;
  readonly text: string;

  constructor(reason: Reason, text = '', about: { field?: string; cause?: unknown } = {}) {
    super(text === '' ? reason : `${reason}: ${text}`, { cause: about.cause });
    this.name = 'Problem';
    this.reason = reason;
    this.text = text;
    this.field = about.field;
  }
}

/** The call is refused because of one parameter: `refuse('ticket_typeid', 'no such category')`. */
export function refused(field: string, text: string, reason: Reason = 'request_refused'): Problem {
  return new Problem(reason, text, { field });
}
