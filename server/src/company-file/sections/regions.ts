import type { Section } from '../section.ts';
import type { RegionEntry } from '../shape.ts';

/** The company's own region tree; null while it uses the built-in one. */
export interface OwnTree {
  readonly tree: readonly RegionEntry[] | null;
}

export const regions: Section<OwnTree> = {
  name: 'regions',
  large: true,
  idOf: () => 'regions',
  fill: ({ tree }) => ({ tree: tree?.map(tidy) ?? null }),

  async load({ query, companyId }) {
    const row = await query
      .selectFrom('region_tree')
      .select('tree')
      .where('company_id', '=', companyId)
      .executeTakeFirst();
    const tree = row ? (JSON.parse(row.tree) as RegionEntry[]) : null;
    return [{ entry: { tree }, position: 0 }];
  },

  async save({ query, companyId }, entries) {
    for (const { entry } of entries) {
      await query.deleteFrom('region_tree').where('company_id', '=', companyId).execute();
      const tree = JSON.stringify(entry.tree);
      if (entry.tree) await query.insertInto('region_tree').values({ company_id: companyId, tree }).execute();
    }
  },

  remove: () => Promise.reject(new Error('the tree is replaced, never removed')),

  prunable: () => false,

  faults({ tree }) {
    const again = tree && repeated(tree, new Set());
    return again
      ? [{ path: [], text: { zh: `编码 ${again} 出现了两次`, en: `the code ${again} is there twice` } }]
      : [];
  },
};

/** Drops empty lists of regions, because get_region does not answer them. */
function tidy({ id, name, regions = [] }: RegionEntry): RegionEntry {
  return regions.length === 0 ? { id, name } : { id, name, regions: regions.map(tidy) };
}

function repeated(tree: readonly RegionEntry[], seen: Set<string>): string | undefined {
  for (const { id, regions = [] } of tree) {
    if (seen.has(id)) return id;
    seen.add(id);
    const below = repeated(regions, seen);
    if (below) return below;
  }
  return undefined;
}
