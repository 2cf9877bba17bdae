import { type Problem, refused } from '../../errors.ts';
import type { Field } from '../catalog.ts';

/** The Problem for a value that does not fit its field, or for a required value that is missing. */
export function unfit(field: Field, text: string): Problem {
  return refused('fields', `${field.id} ${field.name}: ${text}`);
}

/** The Problem for a field that the category's template does not have. */
export function unasked(fieldId: string): Problem {
  return refused('fields', `${fieldId} is no field of this category's template`);
}

/** The Problem for codes that do not name a path in the tree of regions. */
export function noPath(field: Field): Problem {
  return refused('fields', `${field.id} ${field.name}: no such path of regions`, 'region_unknown');
}
