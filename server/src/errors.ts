import type { Words } from '@gongdan/contract';
import type { ConsoleReason } from '@gongdan/contract/console';

/** Every property that the domain can refuse, in our words. Callers know it by the name in their `PropertyNames`. */
export type Property =
  | 'actorId'
  | 'agentId'
  | 'appId'
  | 'categoryId'
  | 'companyId'
  | 'companyName'
  | 'customerId'
  | 'day'
  | 'email'
  | 'emails'
  | 'fields'
  | 'groupId'
  | 'groups'
  | 'id'
  | 'level'
  | 'partnerId'
  | 'phones'
  | 'requestKey'
  | 'score'
  | 'sign'
  | 'status'
  | 'templateId'
  | 'time';

/**
 * Property → its name for one kind of callers, such as those of the API. A list that lacks a property does not compile.
 */
export type PropertyNames = Readonly<Record<Property, string>>;

/**
 * The one type of error. `reason` decides the wire's code and the console's status. `text` says in a few words what is
 * wrong and is safe to show. The domain names the `property` at fault in our words. Code that reads the input of
 * callers names the `field` at fault as they know it. `zh` is the text in Chinese, where there is one: commands show it.
 * `cause` goes to the log only. `retryAfterMs` is set where it is known when a repetition of the call can succeed.
 */
export class Problem<Why extends ConsoleReason = ConsoleReason> extends Error {
  readonly reason: Why;
  readonly property: Property | undefined;
  readonly field: string | undefined;
  readonly text: string;
  readonly zh: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(reason: Why, text = '', about: About = {}) {
    super(text === '' ? reason : `${reason}: ${text}`, { cause: about.cause });
    this.name = 'Problem';
    this.reason = reason;
    this.text = text;
    this.property = about.property;
    this.field = about.field;
    this.zh = about.zh;
    this.retryAfterMs = about.retryAfterMs;
  }
}

interface About {
  readonly property?: Property | undefined;
  readonly field?: string | undefined;
  readonly zh?: string | undefined;
  readonly cause?: unknown;
  readonly retryAfterMs?: number | undefined;
}

/**
 * The domain refuses a property of its input: `refused('categoryId', 'no such category')`. A text that commands show to
 * operators is given in both languages.
 */
export function refused(property: Property, text: string | Words, reason: ConsoleReason = 'request_refused'): Problem {
  if (typeof text === 'string') return new Problem(reason, text, { property });
  return new Problem(reason, text.en, { property, zh: text.zh });
}

/**
 * Code that reads input refuses a parameter, setting or column, under the name that its caller knows:
 * `refusedField('page_no', 'not an integer')`.
 */
export function refusedField(field: string, text: string | Words, reason: ConsoleReason = 'request_refused'): Problem {
  if (typeof text === 'string') return new Problem(reason, text, { field });
  return new Problem(reason, text.en, { field, zh: text.zh });
}

/** A command of `gongdan` is refused, with a text in both languages. `field` is the option or file at fault. */
export function refusedCommand({ zh, en }: Words, field?: string): Problem {
  return new Problem('request_refused', en, { zh, field });
}

/** The name by which callers know the field at fault; undefined when no field is at fault. */
export function fieldOf({ field, property }: Problem, names: PropertyNames): string | undefined {
  return field ?? (property && names[property]);
}

/** The same Problem with another name for the field at fault. */
export function withField<Why extends ConsoleReason>(problem: Problem<Why>, field: string): Problem<Why> {
  const { reason, text, zh, cause, retryAfterMs } = problem;
  return new Problem(reason, text, { field, zh, cause, retryAfterMs });
}

/** True when the operating system reported the error, for a disk or a socket. Such an error names its system call. */
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
