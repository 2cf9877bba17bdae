import type { Field, FieldValue } from '../catalog.ts';
import { unfit } from './unfit.ts';

const decimal = /^-?\d+(\.\d+)?$/;

/** Checks a finite decimal against the field's `min` and `max`, and keeps it as written. */
export function numberValue(field: Field, value: string): FieldValue {
  const number = Number(value);
  if (!decimal.test(value) || !Number.isFinite(number)) throw unfit(field, { zh: '不是数字', en: 'not a number' });
  if (field.min !== null && number < field.min)
    throw unfit(field, { zh: `小于 ${field.min}`, en: `less than ${field.min}` });
  if (field.max !== null && number > field.max)
    throw unfit(field, { zh: `大于 ${field.max}`, en: `more than ${field.max}` });
  return { value, text: '' };
}
