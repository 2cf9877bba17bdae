import Type, { type TSchema, type TSchemaOptions } from 'typebox';
import type { Reason } from './codes.ts';
import type { Words } from './endpoint.ts';

/**
 * Options of the values that parameters and answers are made of. JSON Schema ignores these keywords of our own:
 * - `words`: the description, in both languages;
 * - `missing`, `malformed`: the reason when the parameter is absent or has the wrong form; by default
 *   `parameter_missing` and `request_refused`;
 * - `unless`: the parameter may be absent only when the one of this name is given;
 * - `lenient`: a value of the wrong form counts as not given.
 */
export interface ValueOptions extends TSchemaOptions {
  words?: Words;
  missing?: Reason;
  malformed?: Reason;
  unless?: string;
  lenient?: boolean;
}

/** An uploaded file, which the server has already written to a temporary file. */
export interface FilePart {
  /** Path of the temporary file. */
  path: string;
  /** The name that the client gave the file. */
  name: string;
  mediaType: string;
  /** In bytes. */
  size: number;
}

/** Text of at most `max` code points after trimming. */
export function text(max: number, options: ValueOptions = {}) {
  return Type.String({ maxLength: max, ...options });
}

/** The id of something that should exist. Any length is accepted: an id that nothing has is unknown, not malformed. */
export function id(options: ValueOptions = {}) {
  return Type.String(options);
}

/** A value that rows of a list must have. Any form is accepted: a value that no row has finds nothing. */
export function filter(options: ValueOptions = {}) {
  return Type.Optional(Type.String(options));
}

/** A numeric code sent as text: status, level, source, type of field. The set of codes is open. */
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

/** Up to this instant the year has four digits in every time zone, as times on the wire need. */
const lastMs = Date.UTC(9999, 11, 31);

/** Milliseconds since 1970 UTC, given instead of a `dateTime`. They are rounded down to the second. */
export function milliseconds(options: ValueOptions = {}) {
  return Type.Integer({ minimum: 0, maximum: lastMs, malformed: 'time_malformed', ...options });
}

/** `yyyy-MM-dd` in the company's time zone. */
export function date(options: ValueOptions = {}) {
  return Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', malformed: 'time_malformed', ...options });
}

/** A list in a parameter. No known caller needs more than 1,000 entries in one call. */
export function entries<Entry extends TSchema>(entry: Entry, options: ValueOptions = {}) {
  return Type.Array(entry, { maxItems: 1000, ...options });
}

/** A documented yes/no value: "1" or "0". */
export function flag(options: ValueOptions = {}) {
  return Type.String({ pattern: '^[01]$', ...options });
}

/** The file of an upload: the first file part of the multipart body, whatever its name. */
export function filePart(options: ValueOptions = {}) {
  return Type.Unsafe<FilePart>(Type.String({ format: 'binary', ...options }));
}

/** Returns the option `words`, a description in both languages. */
export function words(zh: string, en: string): { words: Words } {
  return { words: { zh, en } };
}
