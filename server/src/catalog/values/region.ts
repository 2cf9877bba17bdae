import type { Field, FieldValue } from '../catalog.ts';
import type { Regions } from '../regions.ts';
import { noPath } from './unfit.ts';

/** Checks a path of region codes from the root, joined by ",", of any depth; the names of the regions are the text. */
export function regionValue(field: Field, value: string, regions: Regions): FieldValue {
  const codes = value.split(',').map((code) => code.trim());
  const names = regions.namesOf(codes);
  if (!names) throw noPath(field);
  return { value: codes.join(','), text: names.join('/') };
}
