import type { FieldOptionTable } from '../db/schema.ts';
import type { Option } from './catalog.ts';

/** Makes the options of a field, a list or the tree of a cascade, from their rows, which are given in the company's order. */
export function optionsOf(rows: readonly FieldOptionTable[]): Option[] {
  const children = Map.groupBy(rows, (row) => row.parent_id);
  const options: Option[] = [];

  function add(row: FieldOptionTable, parent: Option | null): void {
    const below = children.get(row.id) ?? [];
    const option: Option = {
      id: row.id,
      parentId: row.parent_id,
      name: row.name,
      value: row.value,
      leaf: below.length === 0,
      path: parent ? `${parent.path}/${row.name}` : row.name,
    };
    options.push(option);
    for (const child of below) add(child, option);
  }

  for (const root of children.get('') ?? []) add(root, null);
  return options;
}
