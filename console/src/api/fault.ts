import type { ConsoleReason } from '@gongdan/contract/console';

/** Why a call came to nothing: the server's reason, or that it could not be reached. */
export type FaultReason = ConsoleReason | 'unreachable';

/** Every failed call throws one. `text` is the server's own sentence, `field` the parameter at fault. */
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

/** The reason of whatever was thrown; what is no fault of a call is a fault of ours. */
export function reasonOf(error: unknown): FaultReason {
  return error instanceof Fault ? error.reason : 'internal';
}
