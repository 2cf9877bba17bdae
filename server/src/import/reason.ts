import type { Words } from '@gongdan/contract';
import { fieldOf, Problem, type PropertyNames } from '../errors.ts';
import { propertyNames } from '../wire/property-names.ts';
import { inChinese } from './in-chinese.ts';
import type { ImportKind } from './row.ts';

/** The name of the column for each property. Columns are named like the parameters of calls. */
const columns: Readonly<Record<ImportKind, PropertyNames>> = {
  customers: { ...propertyNames, fields: 'extend_field_params' },
  tickets: propertyNames,
};

/**
 * Says why a line cannot be imported, and which column is wrong. Rethrows an error whose cause is not the line, such as an
 * overloaded store. Then none of the lines of the call of `importLines` is imported, and the import can be run again.
 */
export function reasonOf(kind: ImportKind, error: unknown): Words {
  if (!(error instanceof Problem) || error.reason === 'overloaded') throw error;
  const en = error.text === '' ? error.reason.replaceAll('_', ' ') : error.text;
  const zh = error.zh ?? inChinese(en);
  const column = fieldOf(error, columns[kind]);
  return column === undefined ? { zh, en } : { zh: `${column}：${zh}`, en: `${column}: ${en}` };
}
