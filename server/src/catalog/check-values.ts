import type { Catalog, FieldValues } from './catalog.ts';
import type { Regions } from './regions.ts';

/** A custom field's value as a call gave it; blank when the call gave the field without a value. */
export interface GivenValue {
  readonly fieldId: string;
  readonly value: string;
}

/**
 * Checks custom field values against a template (null: a category without fields) and returns the whole set that
 * the ticket then has. On `create` a required field must be given and a blank counts as not given; on `edit` what
 * is not given stays as it was, and a blank clears an optional field. Partner fields are taken whatever the
 * template says. Throws Problem `request_refused` or `region_unknown`, naming the field.
 */
export function checkValues(
  catalog: Catalog,
  regions: Regions,
  templateId: string | null,
  given: readonly GivenValue[],
  mode: 'create' | 'edit',
  previous: FieldValues = {},
): FieldValues {
  throw new Error('soon');
}
