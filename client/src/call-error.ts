/**
 * A call whose answer is not a success. Without any answer (lost connection, timeout) a call rejects with the error of
 * `fetch`.
 */
export class CallError extends Error {
  override readonly name = 'CallError';
  /** The wire name of the call. */
  readonly call: string;
  /** `ret_code`, or the HTTP status as text when the answer was not an envelope of the service. */
  readonly code: string;
  readonly status: number;
  /** `x-request-id` of the answer. An operator finds the call in the log by it. */
  readonly requestId: string | undefined;

  constructor(call: string, code: string, message: string, answer: Response) {
    super(`${call}: ${code} ${message}`);
    this.call = call;
    this.code = code;
    this.status = answer.status;
    this.requestId = answer.headers.get('x-request-id') ?? undefined;
  }
}
