import { fieldType } from '../../catalog/catalog.ts';
import type { FieldOptionTable } from '../../db/schema.ts';
import type { Fault, KeyPath } from '../fault.ts';
import type { OptionEntry } from '../shape.ts';

/** Returns the file's options, and after them those stored ones that the file leaves out and that stay. */
export function mergeOptions(
  given: readonly OptionEntry[],
  stored: readonly OptionEntry[],
  stays: (value: string) => boolean,
): OptionEntry[] {
  const listed = new Set(flatten(given).map(optionValue));
  const childrenOf = new Map(flatten(stored).map((option) => [optionValue(option), option.options ?? []]));

  /** Returns the stored options that the file leaves out and that stay, or that have children which stay. */
  function unlisted(options: readonly OptionEntry[]): OptionEntry[] {
    return options.flatMap((option) => {
      if (listed.has(optionValue(option))) return [];
      const options = unlisted(option.options ?? []);
      return options.length > 0 || stays(optionValue(option)) ? [{ ...option, options }] : [];
    });
  }

  function merge(list: readonly OptionEntry[], before: readonly OptionEntry[]): OptionEntry[] {
    const merged = list.map((option) => ({
      data_name: option.data_name,
      data_value: optionValue(option),
      options: merge(option.options ?? [], childrenOf.get(optionValue(option)) ?? []),
    }));
    return [...merged, ...unlisted(before)];
  }

  return merge(given, stored);
}

/** The value of an option; its name when it has none. */
export function optionValue(option: OptionEntry): string {
  return option.data_value ?? option.data_name;
}

/** Returns the tree as a list, each option before its children. */
export function flatten(options: readonly OptionEntry[]): OptionEntry[] {
  return options.flatMap((option) => [option, ...flatten(option.options ?? [])]);
}

/**
 * Finds faults of a field's options. Tickets refer to options by value, so values must be unique within a field. A value
 * of check boxes must hold no comma, because a ticket stores the chosen ones separated by commas.
 */
export function optionFaults(options: readonly OptionEntry[], type: number): Fault[] {
  const cascades = type === fieldType.cascade;
  const seen = new Set<string>();

  function faultsIn(list: readonly OptionEntry[], path: KeyPath): Fault[] {
    return list.flatMap((option, index) => {
      const here = [...path, index];
      const value = optionValue(option);
      const below = option.options ?? [];
      const faults: Fault[] = [];
      if (seen.has(value))
        faults.push({ path: here, text: { zh: `值 ${value} 出现了两次`, en: `the value ${value} is there twice` } });
      if (type === fieldType.checkboxes && value.includes(','))
        faults.push({ path: here, text: { zh: '值不能含逗号', en: 'a value must have no comma' } });
      if (below.length > 0 && !cascades)
        faults.push({
          path: here,
          text: { zh: '只有 9 型字段的选项可以再有选项', en: 'only fields of type 9 have options in options' },
        });
      seen.add(value);
      return [...faults, ...faultsIn(below, [...here, 'options'])];
    });
  }

  return faultsIn(options, ['options']);
}

/** Builds the tree from its rows, which are in the company's order. */
export function nestOptions(rows: readonly FieldOptionTable[]): OptionEntry[] {
  const below = Map.groupBy(rows, (row) => row.parent_id);
  const nest = (parent: string): OptionEntry[] =>
    (below.get(parent) ?? []).map(({ id, name, value }) => ({ data_name: name, data_value: value, options: nest(id) }));
  return nest('');
}

/** Makes the rows of the tree. `idOf` returns the id of the option with this value: its stored id or a new one. */
export function optionRows(
  companyId: string,
  fieldId: string,
  options: readonly OptionEntry[],
  idOf: (value: string) => string,
): FieldOptionTable[] {
  const rows: FieldOptionTable[] = [];
  function add(list: readonly OptionEntry[], parentId: string): void {
    for (const option of list) {
      const value = optionValue(option);
      const id = idOf(value);
      const row = { company_id: companyId, field_id: fieldId, id, parent_id: parentId, name: option.data_name, value };
      rows.push({ ...row, position: rows.length });
      add(option.options ?? [], id);
    }
  }
  add(options, '');
  return rows;
}
