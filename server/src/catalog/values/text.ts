import type { Field, FieldValue } from '../catalog.ts';
import { unfit } from './unfit.ts';

/** The longest value of any field, in code points. */
const longest = 5000;

/** Checks the length of a text against the field's `min` and `max`, and keeps the text as it is. */
export function textValue(field: Field, value: string): FieldValue {
  const length = lengthOf(value);
  if (length > Math.min(field.max ?? longest, longest)) throw unfit(field, tooLong);
  if (length < (field.min ?? 0)) throw unfit(field, { zh: '太短', en: 'too short' });
  return { value, text: '' };
}

/** Checks only the length, for attachments and for types of fields that we do not know. */
export function opaqueValue(field: Field, value: string): FieldValue {
  if (lengthOf(value) > longest) throw unfit(field, tooLong);
  return { value, text: '' };
}

const tooLong = { zh: '太长', en: 'too long' };

/** Counts code points, because characters outside the basic plane take two UTF-16 units. */
function lengthOf(value: string): number {
  return value.length - (value.match(/[\u{10000}-\u{10ffff}]/gu)?.length ?? 0);
}
