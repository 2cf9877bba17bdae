import type { Field, FieldValue } from '../catalog.ts';
import type { Regions } from '../regions.ts';
import { noPath } from './unfit.ts';

/** Codes from the root downwards joined by ",", to any depth; the names along the way are the text. */
export function regionValue(field: Field, value: string, regions: Regions): FieldValue {
  const codes = value.split(',').map((code) => code.trim());
  const names = regions.namesOf(codes);
  if (!names) throw noPath(field);
  return { value: codes.join(','), text: names.join('/') };
}
