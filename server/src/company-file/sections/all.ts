import type { GivenEntry, Section } from '../section.ts';
import type { CompanyFile } from '../shape.ts';
import { agents } from './agents.ts';
import { apps } from './apps.ts';
import { categories, flattenCategories } from './categories.ts';
import { company } from './company.ts';
import { customers } from './customers.ts';
import { customerFields, fields } from './fields.ts';
import { groups } from './groups.ts';
import { keptSections } from './kept.ts';
import { pushes } from './pushes.ts';
import { regions } from './regions.ts';
import { statuses } from './statuses.ts';
import { templates } from './templates.ts';
import { views } from './views.ts';

/** All sections, in the order in which they are written. */
export const sections: readonly Section[] = [
  company,
  apps,
  groups,
  agents,
  customerFields,
  customers,
  fields,
  templates,
  categories,
  statuses,
  regions,
  pushes,
  views,
  ...keptSections,
] as unknown as readonly Section[];

/** Returns the file's entries of a section, flat; undefined when the file leaves the section out. */
export function givenEntries(file: CompanyFile, section: string): GivenEntry[] | undefined {
  const given: unknown = file[section as keyof CompanyFile];
  if (given === undefined) return undefined;
  if (section === 'company') return [{ entry: file.company, path: ['company'] }];
  if (section === 'regions') return [{ entry: { tree: given }, path: ['regions'] }];
  if (section === 'categories') {
    return flattenCategories(file.categories!, ['categories']).map(({ entry, path }) => ({
      entry: { ...entry },
      path,
    }));
  }
  return (given as GivenEntry['entry'][]).map((entry, index) => ({ entry, path: [section, index] }));
}
