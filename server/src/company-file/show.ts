import { isDeepStrictEqual } from 'node:util';
import type { TObject } from 'typebox';
import { mostEntries } from './check.ts';
import { defaultsOf, type Entry, type ReadScope } from './section.ts';
import { sections } from './sections/all.ts';
import { type FlatCategory, nestCategories } from './sections/categories.ts';
import * as shape from './shape.ts';

/** The company as a company file. Applying the file to the same company changes nothing. */
export interface ShownCompany {
  readonly content: Readonly<Record<string, unknown>>;
  /** How many customers are left out because a file cannot hold that many. */
  readonly hiddenCustomers: number;
}

const shapes: Readonly<Record<string, TObject>> = {
  groups: shape.groupEntry,
  agents: shape.agentEntry,
  customers: shape.customerEntry,
  customer_fields: shape.fieldEntry,
  fields: shape.fieldEntry,
  templates: shape.templateEntry,
  statuses: shape.statusEntry,
  pushes: shape.pushEntry,
  views: shape.viewEntry,
};

/** Reads the company as a file; undefined when no company has the id. Keys with default values are left out. */
export async function showCompany(scope: ReadScope): Promise<ShownCompany | undefined> {
  const hiddenCustomers = await countHidden(scope);
  const content: Record<string, unknown> = {};
  for (const section of sections) {
    if (section.name === 'customers' && hiddenCustomers > 0) continue;
    const stored = await section.load(scope, 'all');
    const entries = stored.map(({ entry }) => section.shown?.(entry) ?? entry);
    const shown = showSection(section.name, entries);
    if (shown !== undefined) content[section.name] = shown;
  }
  return content.company ? { content, hiddenCustomers } : undefined;
}

/**
 * Returns how many customers to leave out: all, when they would take more than half of the entries that a file may have.
 * The other half is for the other sections.
 */
async function countHidden({ query, companyId }: ReadScope): Promise<number> {
  const counted = await query
    .selectFrom('customer')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('company_id', '=', companyId)
    .executeTakeFirstOrThrow();
  return counted.count > mostEntries / 2 ? counted.count : 0;
}

function showSection(name: string, entries: readonly Entry[]): unknown {
  if (name === 'company') return entries[0];
  if (name === 'regions') return entries[0]?.tree ?? undefined;
  if (entries.length === 0) return undefined;
  if (name === 'categories') return nestCategories(entries as unknown as FlatCategory[]).map(showCategory);
  const defaults = shapes[name] ? defaultsOf(shapes[name]) : {};
  return entries.map(({ password: _, ...entry }) => {
    const shown = withoutDefaults(entry, defaults);
    return shown.options ? { ...shown, options: (shown.options as shape.OptionEntry[]).map(showOption) } : shown;
  });
}

function showCategory({ categories = [], ...entry }: shape.CategoryEntry): Entry {
  const shown = withoutDefaults(entry, { templateid: '', retired: false });
  return categories.length === 0 ? shown : { ...shown, categories: categories.map(showCategory) };
}

function showOption({ options = [], ...option }: shape.OptionEntry): Entry {
  return options.length === 0 ? option : { ...option, options: options.map(showOption) };
}

function withoutDefaults(entry: Entry, defaults: Entry): Entry {
  return Object.fromEntries(
    Object.entries(entry).filter(
      ([key, value]) => !(Object.hasOwn(defaults, key) && isDeepStrictEqual(value, defaults[key])),
    ),
  );
}
