import { Fault } from '../api/fault.ts';
import type { Field } from '../fields/field.ts';

/**
 * Returns the place in the form to which an error of the server belongs: `field:<id>`, `text` for the parameter
 * `content`, or the name of another parameter. Returns undefined if the error names no parameter.
 */
export function faultPlace(error: unknown, fields: readonly Field[]): string | undefined {
  if (!(error instanceof Fault) || error.field === undefined) return undefined;
  const { field: parameter, message } = error;
  if (parameter === 'content') return 'text';
  // The server's sentence about a custom field begins with the field's id.
  const field = parameter === 'fields' ? fields.find(({ id }) => message.startsWith(`${id} `)) : undefined;
  return field ? `field:${field.id}` : parameter;
}
