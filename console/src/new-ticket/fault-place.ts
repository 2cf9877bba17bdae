import { Fault } from '../api/fault.ts';
import type { Field } from '../fields/field.ts';

/**
 * Returns where in the form an error of the server belongs: `field:<id>` or the name of a parameter; undefined if
 * nowhere.
 */
export function faultPlace(error: unknown, fields: readonly Field[]): string | undefined {
  if (!(error instanceof Fault) || error.field === undefined) return undefined;
  const { field: parameter, message } = error;
  if (parameter === 'content') return 'text';
  // The sentence about a custom field begins with the field's id.
  const field = parameter === 'fields' ? fields.find(({ id }) => message.startsWith(`${id} `)) : undefined;
  return field ? `field:${field.id}` : parameter;
}
