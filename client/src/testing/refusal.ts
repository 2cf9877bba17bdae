import { codes, type Reason } from '@gongdan/contract';

/** A way for a call to end that is no success. */
export class Refusal extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, about: string) {
    super(about);
    this.reason = reason;
  }
}

/** What an answer throws to have the call refused, with the documented code and text; `about` names the parameter. */
export function refuse(reason: Reason, about = ''): never {
  throw new Refusal(reason, about);
}

/** The envelope of a refused call, and the HTTP status that goes with it. */
export function refusedAnswer({ reason, message }: Refusal) {
  const { code, text, status } = codes[reason];
  return { status, body: { ret_code: code, ret_msg: message === '' ? text : `${text}: ${message}` } };
}
