import { fieldOf, Problem, type PropertyNames } from '../errors.ts';
import { propertyNames } from '../wire/property-names.ts';
import type { ImportKind } from './row.ts';

/** The column of each property: columns have the names that parameters of calls have. */
const columns: Readonly<Record<ImportKind, PropertyNames>> = {
  customers: { ...propertyNames, fields: 'extend_field_params' },
  tickets: propertyNames,
};

/**
 * Says why a line is at fault, and in which column. Rethrows an error that is not about the line: then all lines are
 * rolled back and sent again.
 */
export function reasonOf(kind: ImportKind, error: unknown): string {
  if (!(error instanceof Problem) || error.reason === 'overloaded') throw error;
  const why = error.text === '' ? error.reason.replaceAll('_', ' ') : error.text;
  const column = fieldOf(error, columns[kind]);
  return column === undefined ? why : `${column}: ${why}`;
}
