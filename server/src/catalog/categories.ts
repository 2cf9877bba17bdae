import type { CategoryTable } from '../db/schema.ts';
import type { Category } from './catalog.ts';

/**
 * Makes the tree of categories from their rows, which are given in the company's order. A category without a template
 * inherits that of the nearest ancestor that has one. All categories below a retired one are retired.
 */
export function categoriesOf(rows: readonly CategoryTable[]): Map<string, Category> {
  const children = Map.groupBy(rows, (row) => row.parent_id);
  const categories = new Map<string, Category>();

  function add(row: CategoryTable, parent: Category | null): void {
    const below = children.get(row.id) ?? [];
    const category: Category = {
      id: row.id,
      name: row.name,
      parentId: row.parent_id,
      level: parent ? parent.level + 1 : 1,
      path: parent ? `${parent.path}/${row.name}` : row.name,
      childIds: below.map((child) => child.id),
      retired: row.retired === 1 || parent?.retired === true,
      templateId: row.template_id ?? parent?.templateId ?? null,
      updatedAt: row.updated_at,
    };
    categories.set(row.id, category);
    for (const child of below) add(child, category);
  }

  for (const root of children.get(null) ?? []) add(root, null);
  return categories;
}
