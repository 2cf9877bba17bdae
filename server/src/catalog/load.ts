import type { Queries } from '../db/database.ts';
import { readInOrder } from '../db/in-order.ts';
import type { FieldOptionTable, FieldTable, TemplateFieldTable, TemplateTable } from '../db/schema.ts';
import type { Catalog, Field, Template } from './catalog.ts';
import { categoriesOf } from './categories.ts';
import { optionsOf } from './options.ts';
import { statusesOf } from './statuses.ts';

/** Reads the company's whole catalog; use it through `snapshots.get(company.id, loadCatalog)`. */
export async function loadCatalog(query: Queries, companyId: string): Promise<Catalog> {
  const [categories, templates, templateFields, fields, options, statuses] = await Promise.all([
    readInOrder(query, 'category', companyId),
    readInOrder(query, 'template', companyId),
    readInOrder(query, 'template_field', companyId),
    readInOrder(query, 'field', companyId),
    readInOrder(query, 'field_option', companyId),
    readInOrder(query, 'status', companyId),
  ]);
  const fieldById = fieldsOf(fields, options);
  return {
    categories: categoriesOf(categories),
    templates: templatesOf(templates, templateFields, fieldById),
    fields: fieldById,
    statuses: statusesOf(companyId, statuses),
  };
}

/** Makes fields, by id, from their rows and the rows of their options. Both are given in the company's order. */
export function fieldsOf(rows: readonly FieldTable[], optionRows: readonly FieldOptionTable[]): Map<string, Field> {
  const rowsOfField = Map.groupBy(optionRows, (row) => row.field_id);
  const fields = new Map<string, Field>();
  for (const row of rows) {
    const options = optionsOf(rowsOfField.get(row.id) ?? []);
    fields.set(row.id, {
      id: row.id,
      name: row.name,
      type: row.type,
      required: row.required === 1,
      partner: row.partner === 1,
      position: row.position,
      min: row.min,
      max: row.max,
      options,
      optionByValue: new Map(options.map((option) => [option.value, option])),
    });
  }
  return fields;
}

function templatesOf(
  rows: readonly TemplateTable[],
  members: readonly TemplateFieldTable[],
  fields: ReadonlyMap<string, Field>,
): Map<string, Template> {
  const membersOf = Map.groupBy(members, (member) => member.template_id);
  const templates = new Map<string, Template>();
  for (const { id, name } of rows) {
    const own = (membersOf.get(id) ?? []).map((member) => fields.get(member.field_id));
    templates.set(id, { id, name, fields: own.filter((field) => field !== undefined) });
  }
  return templates;
}
