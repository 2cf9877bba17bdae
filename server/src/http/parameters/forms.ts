import type { Reason } from '@gongdan/contract';
import { refusedField } from '../../errors.ts';
import { parseTime } from '../../zone.ts';
import { decode, undecodable } from './given.ts';

/**
 * Converts one given value to the form of its schema. Throws Problem when the value does not fit; the Problem calls it
 * `name` (`extend_fields[0].field_value`). `zone` is the time zone of the wire's times.
 */
export type Form = (value: unknown, name: string, zone: string) => unknown;

/** The keywords of the contract's schemas that determine the form of a single value. */
export interface ValueKeywords {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly malformed?: Reason;
}

/** The form of text, time, file or integer; undefined for another kind of schema. */
export function valueForm(schema: ValueKeywords): Form | undefined {
  if (schema.type === 'integer') return integerForm(schema);
  if (schema.type !== 'string') return undefined;
  if (schema.format === 'binary') return fileForm(schema);
  return schema.format === 'wire-date-time' ? timeForm(schema) : textForm(schema);
}

function textForm({ maxLength = Number.POSITIVE_INFINITY, pattern, malformed }: ValueKeywords): Form {
  const expected = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  return (value, name) => {
    const text = readText(value, name, malformed);
    if (text.length > maxLength && codePoints(text) > maxLength) {
      throw refusedField(name, `longer than ${maxLength} characters`, malformed);
    }
    if (!expected || text === '' || expected.test(text)) return text;
    // A number may have been written as a double, such as `5.0` for the code 5.
    const whole = withoutZeros(text);
    if (!expected.test(whole)) throw refusedField(name, 'not of the documented form', malformed);
    return whole;
  };
}

function timeForm({ malformed }: ValueKeywords): Form {
  return (value, name, zone) => {
    const text = decodeAgain(readText(value, name, malformed));
    if (parseTime(zone, text) === undefined) throw refusedField(name, 'expected yyyy-MM-dd HH:mm:ss', malformed);
    return text;
  };
}

function integerForm({ malformed, minimum = -Infinity, maximum = Infinity }: ValueKeywords): Form {
  return (value, name) => {
    const text = typeof value === 'string' ? withoutZeros(value) : '';
    const number = /^-?[0-9]+$/.test(text) ? Number(text) : value;
    if (typeof number !== 'number' || !Number.isSafeInteger(number))
      throw refusedField(name, 'not an integer', malformed);
    if (number < minimum || number > maximum)
      throw refusedField(name, `not within ${minimum} and ${maximum}`, malformed);
    return number;
  };
}

/**
 * Accepts a file part of a multipart body (see multipart.ts). Nothing else is given as an object under the name of a
 * file.
 */
function fileForm({ malformed }: ValueKeywords): Form {
  return (value, name) => {
    if (typeof value !== 'object') throw refusedField(name, 'not a file part of a multipart body', malformed);
    return value;
  };
}

function readText(value: unknown, name: string, malformed?: Reason): string {
  if (value === undecodable) throw refusedField(name, 'not UTF-8', malformed);
  const text = typeof value === 'number' ? decimal(value) : value;
  if (typeof text !== 'string') throw refusedField(name, 'not text', malformed);
  if (!text.isWellFormed() || text.includes('\0')) throw refusedField(name, 'holds a broken character', malformed);
  return text;
}

/**
 * Writes a number as text, where text is documented. Undefined for an integer that a double does not hold exactly, and
 * for a number that JavaScript writes with an exponent.
 */
function decimal(number: number): string | undefined {
  if (Number.isInteger(number) ? !Number.isSafeInteger(number) : !Number.isFinite(number)) return undefined;
  const text = String(number);
  return text.includes('e') ? undefined : text;
}

/** Drops `.0`: serialisers that hold every number as a double, such as Gson, write 5 as `5.0`. */
function withoutZeros(text: string): string {
  return /^-?[0-9]+\.0+$/.test(text) ? text.slice(0, text.indexOf('.')) : text;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Decodes a time once more, because some clients encode it twice. */
function decodeAgain(text: string): string {
  const decoded = /%20|%3a/i.test(text) ? decode(text) : text;
  return typeof decoded === 'string' ? decoded : text;
}
