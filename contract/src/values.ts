import Type, { type TSchema, type TSchemaOptions } from 'typebox';
import type { Reason } from './codes.ts';
import type { Words } from './endpoint.ts';

/**
 * The kinds of value that parameters and answers are made of. JSON Schema ignores the keywords of our own:
 * - `words`: the description, in both languages;
 * - `missing`, `malformed`: the reason when the parameter is absent or of a wrong form (`parameter_missing` and
 *   `request_refused` where nothing is said);
 * - `unless`: optional in the schema, yet missing when the parameter of that name is absent too;
 * - `lenient`: a wrong form counts as not given.
 */
export interface ValueOptions extends TSchemaOptions {
  words?: Words;
  missing?: Reason;
  malformed?: Reason;
  unless?: string;
  lenient?: boolean;
}

/** An uploaded file, which the server has already streamed to a temporary place. */
export interface FilePart {
  /** Where its bytes are now. */
  path: string;
  /** As the client named it. */
  name: string;
  mediaType: string;
  /** In bytes. */
  size: number;
}

/** Text of at most `max` code points after trimming. */
export function text(max: number, options: ValueOptions = {}) {
  return Type.String({ maxLength: max, ...options });
}

/** Names something that should exist already. Of any length: what nobody knows is unknown, not malformed. */
export function id(options: ValueOptions = {}) {
  return Type.String(options);
}

/** A value to look for in a list. Of any form: what nobody has finds nothing. */
export function filter(options: ValueOptions = {}) {
  return Type.Optional(Type.String(options));
}

/** A code of digits that travels as text: status, level, source, kind of field … An open set. */
export function digits(options: ValueOptions = {}) {
  return Type.String({ pattern: '^-?[0-9]{1,9}$', ...options });
}

export function integer(options: ValueOptions & { minimum?: number; maximum?: number } = {}) {
  return Type.Integer(options);
}

/** `yyyy-MM-dd HH:mm:ss` in the company's time zone. */
export function dateTime(options: ValueOptions = {}) {
  return Type.String({ format: 'wire-date-time', malformed: 'time_malformed', ...options });
}

/** The last day that a time of the wire can be on, in every zone. */
const lastMs = Date.UTC(9999, 11, 31);

/** Milliseconds since 1970, UTC, in the place of a `dateTime`: they mean the second that they lie in. */
export function milliseconds(options: ValueOptions = {}) {
  return Type.Integer({ minimum: 0, maximum: lastMs, malformed: 'time_malformed', ...options });
}

/** `yyyy-MM-dd` in the company's time zone. */
export function date(options: ValueOptions = {}) {
  return Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', malformed: 'time_malformed', ...options });
}

/** What a call lists; nobody has a use for more than a thousand entries at once. */
export function entries<Entry extends TSchema>(entry: Entry, options: ValueOptions = {}) {
  return Type.Array(entry, { maxItems: 1000, ...options });
}

/** One of the documented yes/no strings, "0" or "1". */
export function flag(options: ValueOptions = {}) {
  return Type.String({ pattern: '^[01]$', ...options });
}

/** The file of an upload: the first file part, whatever its name. */
export function filePart(options: ValueOptions = {}) {
  return Type.Unsafe<FilePart>(Type.String({ format: 'binary', ...options }));
}

/** The description of a value, in both languages. */
export function words(zh: string, en: string): { words: Words } {
  return { words: { zh, en } };
}
