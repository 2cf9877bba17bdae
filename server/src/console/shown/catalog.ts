import type { Catalog, Field } from '../../catalog/catalog.ts';
import { levels } from '../../catalog/levels.ts';

/** The catalog of a company as the console shows it. Fields are sorted by their position. */
export function shownCatalog({ statuses, categories, templates, fields }: Catalog) {
  return {
    statuses: Array.from(statuses.values(), ({ code, name, type, deleted }) => ({
      code,
      name,
      type,
      retired: deleted,
    })),
    levels: Array.from(levels, ([code, name]) => ({ code, name })),
    categories: Array.from(categories.values(), ({ childIds, ...category }) => ({
      id: category.id,
      name: category.name,
      parentId: category.parentId,
      path: category.path,
      leaf: childIds.length === 0,
      retired: category.retired,
      templateId: category.templateId,
    })),
    templates: Array.from(templates.values(), (template) => ({
      id: template.id,
      name: template.name,
      fieldIds: template.fields.map(({ id }) => id),
    })),
    fields: [...fields.values()].sort((one, other) => one.position - other.position).map(shownField),
  };
}

function shownField({ id, name, type, required, partner, min, max, options }: Field) {
  return {
    ...{ id, name, type, required, partner, min, max },
    options: options.map(({ path: _, ...option }) => ({ ...option })),
  };
}
