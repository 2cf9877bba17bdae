import type { Field, FieldValue } from '../catalog.ts';
import { unfit } from './unfit.ts';

/** What a field can hold, in code points, whatever its type. */
const longest = 5000;

/** Kept as given. A field's `min` and `max` limit its length. */
export function textValue(field: Field, value: string): FieldValue {
  const length = lengthOf(value);
  if (length > Math.min(field.max ?? longest, longest)) throw unfit(field, 'too long');
  if (length < (field.min ?? 0)) throw unfit(field, 'too short');
  return { value, text: '' };
}

/** Attachments and types that a newer edition may bring: only too much is refused. */
export function opaqueValue(field: Field, value: string): FieldValue {
  if (lengthOf(value) > longest) throw unfit(field, 'too long');
  return { value, text: '' };
}

/** In code points: one outside the basic plane takes two UTF-16 units. */
function lengthOf(value: string): number {
  return value.length - (value.match(/[\u{10000}-\u{10ffff}]/gu)?.length ?? 0);
}
