import { codes, type Reason } from '@gongdan/contract';

/** An answer of the test throws this to end the call with a code other than success. */
export class Refusal extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, about: string) {
    super(about);
    this.reason = reason;
  }
}

/** Refuses the call with the documented code and text, by throwing. `about` names the parameter at fault. */
export function refuse(reason: Reason, about = ''): never {
  throw new Refusal(reason, about);
}

/** Returns the envelope of a refused call and its HTTP status. */
export function refusedAnswer({ reason, message }: Refusal) {
  const { code, text, status } = codes[reason];
  return { status, body: { ret_code: code, ret_msg: message === '' ? text : `${text}: ${message}` } };
}
