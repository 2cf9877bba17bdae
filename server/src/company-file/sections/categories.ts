import { readInOrder } from '../../db/in-order.ts';
import type { Flag } from '../../db/schema.ts';
import type { KeyPath } from '../fault.ts';
import { removeWhere, upsert } from '../rows.ts';
import type { GivenEntry, Section } from '../section.ts';
import type { CategoryEntry } from '../shape.ts';

/** A category without its children; each names its parent by id, "" at the root. */
export interface FlatCategory extends Omit<CategoryEntry, 'categories'> {
  readonly parentid?: string;
}

export const deepestCategory = 5;

export const categories: Section<FlatCategory> = {
  name: 'categories',
  ordered: true,
  idOf: ({ typeid }) => typeid,

  fill: (given, stored) => ({ templateid: '', retired: false, parentid: '', ...stored, ...given }),

  async load({ query, companyId }) {
    const rows = await readInOrder(query, 'category', companyId);
    const positions = new Map(rows.map((row) => [row.id, row.position]));
    const entries = rows.map((row) => ({
      typeid: row.id,
      type_name: row.name,
      templateid: row.template_id ?? '',
      retired: row.retired === 1,
      parentid: row.parent_id ?? '',
    }));
    // Ordered as the tree is written in a file: each parent before its children.
    const inOrder = flattenCategories(nestCategories(entries), []);
    return inOrder.map(({ entry }) => ({ entry, position: positions.get(entry.typeid)! }));
  },

  async save({ query, companyId, at }, entries) {
    const rows = entries.map(({ entry, position }) => ({
      company_id: companyId,
      id: entry.typeid,
      name: entry.type_name,
      parent_id: entry.parentid || null,
      template_id: entry.templateid || null,
      retired: Number(entry.retired) as Flag,
      position,
      updated_at: at,
    }));
    await upsert(query, 'category', ['company_id', 'id'], rows);
  },

  async remove({ query, companyId }, ids) {
    await removeWhere(query, companyId, 'category', 'id', ids);
  },

  references: ({ templateid, parentid }) => [
    ...(templateid ? [{ section: 'templates', id: templateid, path: ['templateid'] }] : []),
    ...(parentid ? [{ section: 'categories', id: parentid, path: [] }] : []),
  ],
};

/** Returns the tree as a list, each category before its children. */
export function flattenCategories(
  tree: readonly CategoryEntry[],
  path: KeyPath,
  parentid = '',
): GivenEntry<FlatCategory>[] {
  return tree.flatMap(({ categories: below = [], ...entry }, index) => {
    const here = [...path, index];
    return [
      { entry: { ...entry, parentid }, path: here },
      ...flattenCategories(below, [...here, 'categories'], entry.typeid),
    ];
  });
}

/** Builds the tree from the list. */
export function nestCategories(list: readonly FlatCategory[], parentid = ''): CategoryEntry[] {
  const below = Map.groupBy(list, (entry) => entry.parentid ?? '');
  const nest = (id: string): CategoryEntry[] =>
    (below.get(id) ?? []).map(({ parentid: _, ...entry }) => {
      const inner = nest(entry.typeid);
      return inner.length === 0 ? entry : { ...entry, categories: inner };
    });
  return nest(parentid);
}
