import type { Scalar } from 'yaml';
import { choicesOf, type Shape } from './form.ts';

/** Returns a scalar as its shape demands it; undefined when it does not fit. */
export function readScalar(node: Scalar, shape: Shape): unknown {
  const choices = choicesOf(shape);
  if (choices) return choices.find((choice) => choice === writtenText(node));
  if (shape.type === 'string') return fitting(writtenText(node), shape);
  if (shape.type === 'boolean') return readFlag(node);
  return readNumber(node, shape);
}

/**
 * Keeps a number as text where JSON would lose digits: `1.10`, an id of 19 digits, `1e-400`, `.inf`. Keeps as text, too,
 * what the tags `!!timestamp` and `!!binary` make objects of, because JSON has no such values.
 */
export function readAnyScalar({ value, source }: Scalar): unknown {
  if (typeof value === 'object' && value !== null) return source ?? null;
  if (typeof value !== 'number' || source === undefined || String(value) === source) return value;
  return decimal.test(source) || !isFaithful(value, source) ? source : value;
}

/** Returns a key as the file writes it: `00123`, `1.10` and dates of YAML 1.1 stay text. */
export function writtenKey({ value, source }: Scalar): string {
  return typeof value === 'string' || value === null ? String(value) : (source ?? String(value));
}

/** True when a JavaScript number holds all digits: up to 15 significant digits, or a hexadecimal or octal safe integer. */
function isFaithful(value: number, source: string): boolean {
  if (/^[-+]?0[xo]/i.test(source)) return Number.isSafeInteger(value);
  const [mantissa = ''] = source.split(/e/i);
  const digits = mantissa.replace(/[^0-9]/g, '').replace(/^0+/, '');
  return Number.isFinite(value) && digits.length <= 15 && (value !== 0 || digits === '');
}

/** Returns text as the file writes it, without blanks at its ends: where text is expected, `0123` stays `0123`. */
function writtenText(node: Scalar): string | undefined {
  if (typeof node.value === 'string') return node.value.trim();
  return node.value === null ? undefined : (node.source ?? String(node.value));
}

function fitting(text: string | undefined, shape: Shape): string | undefined {
  if (text === undefined || !text.isWellFormed() || text.includes('\0')) return undefined;
  const length = [...text].length;
  if (length < (shape.minLength ?? 0) || length > (shape.maxLength ?? Number.POSITIVE_INFINITY)) return undefined;
  return shape.pattern === undefined || new RegExp(shape.pattern, 'u').test(text) ? text : undefined;
}

function readFlag({ value }: Scalar): boolean | undefined {
  if (value === true || value === 1 || value === '1' || value === 'true') return true;
  if (value === false || value === 0 || value === '0' || value === 'false') return false;
  return undefined;
}

const decimal = /^-?[0-9]+(\.[0-9]+)?$/;

function readNumber({ value }: Scalar, shape: Shape): number | undefined {
  const number = typeof value === 'string' && decimal.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  if (shape.type === 'integer' && !Number.isSafeInteger(number)) return undefined;
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = shape;
  return number >= minimum && number <= maximum ? number : undefined;
}
