import { type Problem, refused } from '../../errors.ts';
import type { Field } from '../catalog.ts';

/** A value of the field was refused, or a required one is missing. */
export function unfit(field: Field, text: string): Problem {
  return refused('fields', `${field.id} ${field.name}: ${text}`);
}

/** A field was given that nobody asked for. */
export function unasked(fieldId: string): Problem {
  return refused('fields', `${fieldId} is no field of this category's template`);
}

/** The codes of a region field lead nowhere. */
export function noPath(field: Field): Problem {
  return refused('fields', `${field.id} ${field.name}: no such path of regions`, 'region_unknown');
}
