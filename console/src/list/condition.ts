import type { TFunction } from 'i18next';
import type { CatalogIndex } from '../api/catalog.ts';
import type { Condition } from '../api/types.ts';
import { type FieldName, fields, optionsOf } from './fields.ts';

/** How a condition compares its field. */
export type Operator = 'in' | 'not_in' | 'contains' | 'at_least' | 'at_most' | 'empty' | 'present';

const operatorNames = {
  in: 'list.operator.is',
  not_in: 'list.operator.isNot',
  contains: 'list.operator.contains',
  at_least: 'list.operator.atLeast',
  at_most: 'list.operator.atMost',
  empty: 'list.operator.empty',
  present: 'list.operator.notEmpty',
} as const satisfies Record<Operator, string>;

export function operatorOf(condition: Condition): Operator {
  if (condition.empty !== undefined) return condition.empty ? 'empty' : 'present';
  if (condition.contains !== undefined) return 'contains';
  if (condition.at_least !== undefined) return 'at_least';
  if (condition.at_most !== undefined) return 'at_most';
  return condition.not_in !== undefined || condition.is_not !== undefined ? 'not_in' : 'in';
}

/** Returns the values of a condition, whether written as one value or as a list. */
export function valuesOf({ is, is_not, in: inValues, not_in }: Condition): readonly string[] {
  const one = is ?? is_not;
  return one === undefined ? (inValues ?? not_in ?? []) : [one];
}

export function choiceCondition(field: FieldName, operator: 'in' | 'not_in', values: readonly string[]): Condition {
  return operator === 'in' ? { field, in: [...values] } : { field, not_in: [...values] };
}

/** Returns the texts of a condition for its chip: field, operator and value. */
export function conditionTexts(condition: Condition, index: CatalogIndex, t: TFunction) {
  const operator = operatorOf(condition);
  return {
    field: t(fields[condition.field].name),
    operator: t(operatorNames[operator]),
    value: valueText(condition, index, t),
  };
}

export function operatorName(operator: Operator, t: TFunction): string {
  return t(operatorNames[operator]);
}

function valueText(condition: Condition, index: CatalogIndex, t: TFunction): string {
  // The bound of a level is the level's code, that of any other field a number of hours.
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
