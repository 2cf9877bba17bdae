import { type Field, fieldType, isRequired } from './field.ts';
import { readMoment } from './moment.ts';

/** The maximum length of a text, in code points. */
const maxLength = 5000;

const decimal = /^-?\d+(\.\d+)?$/;

/** Why a value is refused, and the bound that it breaks, if any. */
export interface Flaw {
  readonly reason:
    | 'required'
    | 'tooShort'
    | 'tooLong'
    | 'notNumber'
    | 'tooSmall'
    | 'tooLarge'
    | 'notDate'
    | 'notTime'
    | 'notDateTime'
    | 'noOption'
    | 'notLeaf'
    | 'noRegion';
  readonly bound?: number;
}

/** Returns why the server would refuse a value; null if the console knows no reason. */
export function checkValue(field: Field, value: string): Flaw | null {
  if (value === '') return isRequired(field) ? { reason: 'required' } : null;
  switch (field.type) {
    case fieldType.date:
      return readMoment(value).date ? null : { reason: 'notDate' };
    case fieldType.time:
      return readMoment(value).minutes ? null : { reason: 'notTime' };
    case fieldType.dateTime:
      return checkDateTime(value);
    case fieldType.number:
      return checkNumber(field, value);
    case fieldType.select:
    case fieldType.radio:
      return hasOption(field, value) ? null : { reason: 'noOption' };
    case fieldType.checkboxes:
      return checkChoices(field, value);
    case fieldType.cascade:
      return checkCascade(field, value);
    case fieldType.region:
      // Only the server knows which region codes exist.
      return value.split(',').every((code) => code.trim() !== '') ? null : { reason: 'noRegion' };
    case fieldType.line:
    case fieldType.text:
      return checkLength(field.min ?? 0, Math.min(field.max ?? maxLength, maxLength), value);
    default:
      return checkLength(0, maxLength, value);
  }
}

function checkLength(min: number, max: number, value: string): Flaw | null {
  const length = lengthOf(value);
  if (length > max) return { reason: 'tooLong', bound: max };
  return length < min ? { reason: 'tooShort', bound: min } : null;
}

function checkNumber(field: Field, value: string): Flaw | null {
  const number = Number(value);
  if (!decimal.test(value) || !Number.isFinite(number)) return { reason: 'notNumber' };
  if (field.min !== null && number < field.min) return { reason: 'tooSmall', bound: field.min };
  return field.max !== null && number > field.max ? { reason: 'tooLarge', bound: field.max } : null;
}

function checkDateTime(value: string): Flaw | null {
  const { date, minutes } = readMoment(value);
  return date && minutes ? null : { reason: 'notDateTime' };
}

function checkChoices(field: Field, value: string): Flaw | null {
  const values = splitChoices(value);
  return values.length > 0 && values.every((one) => hasOption(field, one)) ? null : { reason: 'noOption' };
}

function checkCascade(field: Field, value: string): Flaw | null {
  const option = field.options.find((one) => one.value === value);
  if (!option) return { reason: 'noOption' };
  return option.leaf ? null : { reason: 'notLeaf' };
}

function hasOption(field: Field, value: string): boolean {
  return field.options.some((option) => option.value === value);
}

/** Splits the stored value of checkboxes: the chosen values, joined by ",". */
export function splitChoices(value: string): string[] {
  return [...new Set(value.split(',').map((part) => part.trim()))].filter((part) => part !== '');
}

/** Returns the length in code points, as the server counts it; `length` counts UTF-16 units instead. */
export function lengthOf(text: string): number {
  return text.length - (text.match(/[\u{10000}-\u{10ffff}]/gu)?.length ?? 0);
}
