import type { Reason } from '@gongdan/contract';
import type { OwnReason } from '@gongdan/contract/console';

/**
 * The one type of error. `reason` decides the code on the wire; `text` says in a few words what is wrong and is
 * safe to show; `field` names the parameter at fault as the caller wrote it; `cause` goes to the log only. `inConsole` is what the
 * console calls a reason that the wire has no word for. `retryAfterMs` says when the same call can succeed, if that is known.
 */
export class Problem extends Error {
  readonly reason: Reason;
  readonly field: string | undefined;
  readonly text: string;
  readonly inConsole: OwnReason | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(reason: Reason, text = '', about: About = {}) {
    super(text === '' ? reason : `${reason}: ${text}`, { cause: about.cause });
    this.name = 'Problem';
    this.reason = reason;
    this.text = text;
    this.field = about.field;
    this.inConsole = about.inConsole;
    this.retryAfterMs = about.retryAfterMs;
  }
}

interface About {
  readonly field?: string;
  readonly cause?: unknown;
  readonly inConsole?: OwnReason;
  readonly retryAfterMs?: number;
}

/** The call is refused for a reason that only the console knows: `refusedInConsole('view_unknown', 'no such view')`. */
export function refusedInConsole(reason: OwnReason, text: string, field?: string): Problem {
  return new Problem('request_refused', text, { inConsole: reason, ...(field !== undefined && { field }) });
}

/** The call is refused because of one parameter: `refuse('ticket_typeid', 'no such category')`. */
export function refused(field: string, text: string, reason: Reason = 'request_refused'): Problem {
  return new Problem(reason, text, { field });
}

/** Whether the operating system reported the error, for a disk or a socket: such an error names its system call. */
export function isFault(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/** Codes of a disk that is full, fails or takes no writes, and of a process that has no file descriptors left. */
const diskCodes: ReadonlySet<string | undefined> = new Set([
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'EIO',
  'EROFS',
  'EMFILE',
  'ENFILE',
]);

/** The Problem for a fault of the disk, which tells the caller to try again later; undefined for any other error. */
export function diskProblem(error: unknown): Problem | undefined {
  if (!isFault(error) || !diskCodes.has(error.code)) return undefined;
  return new Problem('overloaded', 'the disk is full or fails, try again later', { cause: error });
}
