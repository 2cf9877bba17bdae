import { isDeepStrictEqual } from 'node:util';
import { about } from '../../vault.ts';
import { checkValue } from '../read-value.ts';
import { upsert } from '../rows.ts';
import type { Entry, ReadScope, Reference, Scope, Section, StoredEntry } from '../section.ts';
import { laterChecked } from '../shape.ts';

/** Sections that nothing acts on yet, with the key of their entries' ids. Their entries are stored as given. */
const idKeys = {
  calendars: 'calendarid',
  sla: 'slaid',
  triggers: 'triggerid',
  automations: 'automationid',
  robot_rules: 'robot_ruleid',
  macros: 'macroid',
  canned_replies: 'cannedid',
} as const;

export type KeptName = keyof typeof idKeys;

export const keptNames = Object.keys(idKeys) as readonly KeptName[];

export const keptSections: readonly Section[] = keptNames.map((name) => {
  // Older releases did not check these entries. One that the file does not change stays as it is.
  const unchanged = new WeakSet<object>();
  return {
    ...keptSection(name, idKeys[name]),
    fill(given, stored) {
      if (!stored || !isDeepStrictEqual({ ...stored, ...given }, stored)) return { ...stored, ...given };
      unchanged.add(stored);
      return stored;
    },
    faults: (entry) => (unchanged.has(entry) ? [] : checkValue(entry, laterChecked[name]).faults),
  };
});

/** Makes a section whose entries are stored as given; `idKey` is the key of an entry's id. */
export function keptSection(name: string, idKey: string): Section {
  const idOf = (entry: Entry) => String(entry[idKey]);
  return {
    name,
    ordered: true,
    idOf,
    fill: (given, stored) => ({ ...stored, ...given }),
    load: (scope) => read(scope, name),
    references: (entry) => stringsIn(entry).flatMap(looseReferences),

    async save(scope, entries) {
      const written = new Set(entries.map(({ entry }) => idOf(entry)));
      const others = (await read(scope, name)).filter(({ entry }) => !written.has(idOf(entry)));
      const wanted = entries.map(({ entry, position }) => ({ entry, position }));
      await write(scope, name, [...others, ...wanted]);
    },

    async remove(scope, ids) {
      const stored = await read(scope, name);
      await write(
        scope,
        name,
        stored.filter(({ entry }) => !ids.includes(idOf(entry))),
      );
    },
  };
}

/** The sections whose entries may be mentioned in a rule, that is, in an entry of a section of this file. */
const mentionable = [
  'groups',
  'agents',
  'customers',
  'customer_fields',
  'fields',
  'templates',
  'categories',
  'statuses',
  'pushes',
  'views',
  ...Object.keys(idKeys),
];

/** The program cannot interpret rules yet, so any word in a rule may be the id of an entry. */
function looseReferences(word: string): Reference[] {
  const id = word.replace(/^field:/, '');
  return mentionable.map((section) => ({ section, id, path: [], loose: true }));
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...stringsIn(inner)]);
}

/** Reads the entries of a section from its row. The body is encrypted whole, because any entry may hold secrets. */
async function read({ query, companyId, vault }: ReadScope, name: string): Promise<StoredEntry[]> {
  const row = await query
    .selectFrom('kept_section')
    .select('body')
    .where('company_id', '=', companyId)
    .where('name', '=', name)
    .executeTakeFirst();
  return row ? (JSON.parse(vault.open(row.body, about.keptSection(name))) as StoredEntry[]) : [];
}

async function write({ query, companyId, vault }: Scope, name: string, entries: StoredEntry[]): Promise<void> {
  const inOrder = entries.toSorted((one, other) => one.position - other.position);
  const row = { company_id: companyId, name, body: vault.seal(JSON.stringify(inOrder), about.keptSection(name)) };
  await upsert(query, 'kept_section', ['company_id', 'name'], [row]);
}
