import { isDeepStrictEqual } from 'node:util';
import type { GivenCondition } from '@gongdan/contract/console';
import { Problem } from '../../errors.ts';
import { conditionsFromWire } from '../../wire/condition.ts';
import type { Fault } from '../fault.ts';
import { checkValue } from '../read-value.ts';
import { removeWhere, upsert } from '../rows.ts';
import type { Installation } from '../section.ts';
import { type Entry, fillFrom, type ReadScope, type Reference, type Section, type StoredEntry } from '../section.ts';
import { type ViewEntry, viewEntry } from '../shape.ts';
import { keptSection } from './kept.ts';

/** Older releases stored views as given, by kept.ts. Views that do not have today's shape are still stored so. */
const kept = keptSection('views', 'viewid');
/** The entries without today's shape that were read. They are stored as given again. */
const keptAsTheyAre = new WeakSet<object>();

const fillView = fillFrom<Entry>(viewEntry);

/** Turns views that are stored as given into rows, when they have today's shape. Runs at every start. */
export async function adoptKeptViews({ db, vault, now, newId }: Omit<Installation, 'snapshots'>): Promise<void> {
  const companies = await db.query
    .selectFrom('kept_section')
    .select('company_id')
    .where('name', '=', 'views')
    .execute();
  for (const { company_id: companyId } of companies) {
    await db.write(companyId, async ({ query }) => {
      const scope = { query, companyId, vault, at: now(), newId };
      const stored = (await kept.load(scope, 'all')).map(readKept);
      const fitting = stored.filter(({ entry }) => !keptAsTheyAre.has(entry)).map((one) => ({ ...one, isNew: true }));
      if (fitting.length > 0) await views.save(scope, fitting);
    });
  }
}

/** The views of the company and of its groups; agents' own views are not in the file. */
export const views: Section = {
  name: 'views',
  ordered: true,
  idOf: ({ viewid }) => String(viewid),

  fill(given, stored) {
    // A view without today's shape stays as it is while the file does not change it. A changed one must have the shape.
    if (stored && keptAsTheyAre.has(stored)) {
      if (isDeepStrictEqual({ ...stored, ...given }, stored)) return stored;
      return fillView(withTypes(given), undefined);
    }
    return fillView(withTypes(given), stored);
  },

  async load(scope) {
    const own = await loadOwn(scope);
    const others = (await kept.load(scope, 'all')).map(readKept);
    return [...own, ...others].sort((one, other) => one.position - other.position);
  },

  async save(scope, entries) {
    const asGiven = entries.filter(({ entry }) => keptAsTheyAre.has(entry));
    const inShape = entries.filter(({ entry }) => !keptAsTheyAre.has(entry)) as unknown as StoredEntry<ViewEntry>[];
    if (asGiven.length > 0) await kept.save(scope, asGiven);
    await kept.remove(
      scope,
      inShape.map(({ entry }) => entry.viewid),
    );
    const rows = inShape.map(({ entry, position }) => rowOf(scope.companyId, entry, position));
    await upsert(scope.query, 'view', ['company_id', 'id'], rows);
  },

  async remove(scope, ids) {
    await kept.remove(scope, ids);
    await removeWhere(scope.query, scope.companyId, 'view', 'id', ids);
  },

  references(entry) {
    if (keptAsTheyAre.has(entry)) return kept.references!(entry);
    // Entries with faults come here, too, because all faults of a file are reported together.
    return faultsOf(entry).length > 0 ? [] : referencesOf(entry as ViewEntry);
  },
  faults: (entry) => (keptAsTheyAre.has(entry) ? [] : faultsOf(entry)),
};

async function loadOwn({ query, companyId }: ReadScope): Promise<StoredEntry[]> {
  const rows = await query
    .selectFrom('view')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('owner_type', 'in', ['company', 'group'])
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    position: row.position,
    entry: {
      viewid: row.id,
      name: row.name,
      groupid: row.owner_id,
      all: JSON.parse(row.conditions),
      sort: JSON.parse(row.sort),
    },
  }));
}

/** Reads a view that is stored as given: whole when it has today's shape, else marked in `keptAsTheyAre`. */
function readKept({ entry, position }: StoredEntry): StoredEntry {
  const whole = fillView(withTypes(entry), undefined);
  if (faultsOf(whole).length === 0) return { entry: whole, position };
  keptAsTheyAre.add(entry);
  return { entry, position };
}

/** Makes the row of a view. */
function rowOf(companyId: string, { viewid, name, groupid = '', all, sort }: ViewEntry, position: number) {
  return {
    company_id: companyId,
    id: viewid,
    name,
    owner_type: groupid === '' ? ('company' as const) : ('group' as const),
    owner_id: groupid,
    conditions: JSON.stringify(all),
    sort: JSON.stringify(sort),
    position,
  };
}

/** The shape of a view that leaves keys out, because they are stored. */
const someKeys = { ...viewEntry, required: [] };

/** Gives the values of conditions their types: `is: 3` becomes text, `at_least: "72"` a number. */
function withTypes(given: Entry): Entry {
  const { value, faults } = checkValue(given, someKeys);
  return faults.length === 0 ? (value as Entry) : given;
}

function faultsOf(entry: Entry): readonly Fault[] {
  const { faults } = checkValue(entry, viewEntry);
  if (faults.length > 0) return faults;
  // These are the ids of the views that every company has.
  if (/^(?:open|mine|my-groups|unassigned|status-[0-9]+)$/.test(String(entry.viewid))) {
    const text = { zh: `${entry.viewid} 是内置视图`, en: `${entry.viewid} comes with the product` };
    return [{ path: ['viewid'], text }];
  }
  return (entry as ViewEntry).all!.flatMap((condition, place) => unknownTests(condition, ['all', place]));
}

/** Finds tests that the field of a condition does not have. */
function unknownTests({ field, ...tests }: GivenCondition, path: Fault['path']): Fault[] {
  const given = Object.entries(tests);
  if (given.length === 0) return [{ path, text: { zh: `${field} 没有判断`, en: `${field} has no test` } }];
  return given
    .filter(([test, value]) => !isKnownTest({ field, [test]: value }))
    .map(([test]) => ({
      path: [...path, test],
      text: { zh: `${field} 不支持 ${test}`, en: `${field} does not know ${test}` },
    }));
}

function isKnownTest(condition: GivenCondition): boolean {
  try {
    conditionsFromWire([condition]);
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

const sectionOf: { readonly [Field in GivenCondition['field']]?: string } = {
  ticket_status: 'statuses',
  ticket_typeid: 'categories',
  deal_groupid: 'groups',
  deal_agentid: 'agents',
  userid: 'customers',
};

/** The view's group must exist. References in conditions are loose, because their targets may be removed already. */
function referencesOf({ groupid, all }: ViewEntry): Reference[] {
  const owner: Reference[] = groupid ? [{ section: 'groups', id: groupid, path: ['groupid'] }] : [];
  const inConditions = all!.flatMap(({ field, is, is_not, in: among = [], not_in = [] }): Reference[] => {
    const section = sectionOf[field];
    if (section === undefined) return [];
    const ids = [is, is_not, ...among, ...not_in].filter((id) => id !== undefined);
    return ids.map((id) => ({ section, id, path: [], loose: true }));
  });
  return [...owner, ...inConditions];
}
