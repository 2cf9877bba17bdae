import { Fault } from '../api/fault.ts';
import type { Field } from '../fields/field.ts';

/** Returns the place in the form of the server's error: `field:<id>` or the name of a parameter; undefined for none. */
export function faultPlace(error: unknown, fields: readonly Field[]): string | undefined {
  if (!(error instanceof Fault) || error.field === undefined) return undefined;
  const { field: place, message } = error;
  if (place.startsWith('field:')) return place;
  const field = fields.find((one) => place.endsWith(one.id) || message.startsWith(`${one.id} `));
  if (field) return `field:${field.id}`;
  return place === 'content' ? 'text' : place;
}
