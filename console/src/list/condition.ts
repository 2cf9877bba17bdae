import type { TFunction } from 'i18next';
import type { CatalogIndex } from '../api/catalog.ts';
import type { Condition } from '../api/types.ts';
import { type FieldName, fields, optionsOf } from './fields.ts';

/** How a condition compares its field. */
export type Test = 'in' | 'not_in' | 'contains' | 'at_least' | 'at_most' | 'empty' | 'present';

const testNames = {
  in: 'list.operator.is',
  not_in: 'list.operator.isNot',
  contains: 'list.operator.contains',
  at_least: 'list.operator.atLeast',
  at_most: 'list.operator.atMost',
  empty: 'list.operator.empty',
  present: 'list.operator.notEmpty',
} as const satisfies Record<Test, string>;

export function testOf(condition: Condition): Test {
  if (condition.empty !== undefined) return condition.empty ? 'empty' : 'present';
  if (condition.contains !== undefined) return 'contains';
  if (condition.at_least !== undefined) return 'at_least';
  if (condition.at_most !== undefined) return 'at_most';
  return condition.not_in !== undefined || condition.is_not !== undefined ? 'not_in' : 'in';
}

/** Returns the values of a condition, whether written as one value or as a list. */
export function valuesOf({ is, is_not, in: among, not_in }: Condition): readonly string[] {
  const one = is ?? is_not;
  return one === undefined ? (among ?? not_in ?? []) : [one];
}

export function choice(field: FieldName, test: 'in' | 'not_in', values: readonly string[]): Condition {
  return test === 'in' ? { field, in: [...values] } : { field, not_in: [...values] };
}

/** Returns the texts of a condition for its chip: field, test and value. */
export function spoken(condition: Condition, index: CatalogIndex, t: TFunction) {
  const test = testOf(condition);
  return { field: t(fields[condition.field].name), test: t(testNames[test]), value: valueText(condition, index, t) };
}

export function testName(test: Test, t: TFunction): string {
  return t(testNames[test]);
}

function valueText(condition: Condition, index: CatalogIndex, t: TFunction): string {
  const hours = condition.at_least ?? condition.at_most;
  if (hours !== undefined)
    return condition.field === 'ticket_level' ? levelName(hours, index) : t('list.hours', { count: hours });
  if (condition.contains !== undefined) return condition.contains;
  const names = new Map(optionsOf(condition.field, index, t).map(({ value, text }) => [value, text]));
  return valuesOf(condition)
    .map((value) => names.get(value) ?? value)
    .join(t('list.or'));
}

function levelName(code: number, { level }: CatalogIndex): string {
  return level.get(code)?.name ?? String(code);
}
