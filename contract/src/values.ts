import Type, { type TSchemaOptions } from 'typebox';
import type { Reason } from './codes.ts';
import type { Words } from './endpoint.ts';

/**
 * The kinds of value parameters and answers are made of. Keywords of our own, which JSON Schema ignores:
 * `words` (description in both languages), `missing` and `malformed` (the reason when a parameter is absent or of
 * a wrong form; `parameter_missing` and `request_refused` without them).
 */
export interface ValueOptions extends TSchemaOptions {
  words?: Words;
  missing?: Reason;
  malformed?: Reason;
}

/** Text of at most `max` code points after trimming. */
export function text(max: number, options: ValueOptions = {}) {
  return Type.String({ maxLength: max, ...options });
}

/** Any identifier: ours, or one that a company file gave. */
export function id(options: ValueOptions = {}) {
  return Type.String({ maxLength: 64, ...options });
}

/** A code of digits that travels as text: status, level, source, category of field … An open set. */
export function digits(options: ValueOptions = {}) {
  return Type.String({ pattern: '^-?[0-9]{1,9}$', ...options });
}

export function integer(options: ValueOptions = {}) {
  return Type.Integer(options);
}

/** `yyyy-MM-dd HH:mm:ss` in the company's time zone. */
export function dateTime(options: ValueOptions = {}) {
  return Type.String({ format: 'wire-date-time', malformed: 'time_malformed', ...options });
}

/** One of the documented yes/no strings, "0" or "1". */
export function flag(options: ValueOptions = {}) {
  return Type.String({ pattern: '^[01]$', ...options });
}

/** Text of an answer: no limit, `""` when there is nothing to say. */
export function words(zh: string, en: string): { words: Words } {
  return { words: { zh, en } };
}
