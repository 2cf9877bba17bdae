import type { ConsoleReason } from '@gongdan/contract/console';

/** Why a call failed: the server's reason, or that the server could not be reached. */
export type FaultReason = ConsoleReason | 'unreachable';

/**
 * The error of a failed call. `message` is the sentence of the server, or one of the console if the server gave none.
 * `field` is the parameter at fault, if the server named one.
 */
export class Fault extends Error {
  readonly reason: FaultReason;
  readonly field: string | undefined;

  constructor(reason: FaultReason, text: string, field?: string) {
    super(text);
    this.name = 'Fault';
    this.reason = reason;
    this.field = field;
  }
}

/** Returns the reason of a thrown value. Anything but a `Fault` is a bug of the console and counts as `internal`. */
export function reasonOf(error: unknown): FaultReason {
  return error instanceof Fault ? error.reason : 'internal';
}
