import type { Catalog, Category, Status } from '../../catalog/catalog.ts';
import { levels } from '../../catalog/levels.ts';
import { refused } from '../../errors.ts';
import type { Ticket } from './ticket.ts';

/** The category that takes new tickets; throws `request_refused`. */
export function openCategory(catalog: Catalog, id: string): Category {
  const category = catalog.categories.get(id);
  if (!category) throw refused('categoryId', 'no such category');
  if (category.childIds.length > 0) throw refused('categoryId', 'the category has others below it');
  if (category.retired) throw refused('categoryId', 'the category is retired');
  return category;
}

/** A status that tickets may be given; throws `status_unknown`. */
export function usableStatus(catalog: Catalog, code: number): Status {
  const status = catalog.statuses.get(code);
  if (!status || status.deleted) throw refused('status', 'no such status', 'status_unknown');
  return status;
}

/** The status a ticket is in. One that the company has taken away altogether counts as in progress. */
export function statusOf(catalog: Catalog, { status: code }: Pick<Ticket, 'status'>): Status {
  const gone = {
    code,
    id: null,
    name: String(code),
    type: 2,
    description: '',
    customerName: '',
    deleted: true,
  } as const;
  return catalog.statuses.get(code) ?? gone;
}

/** Throws `request_refused` for a level that does not exist. */
export function demandLevel(level: number): void {
  if (!levels.has(level)) throw refused('level', 'no such level');
}

/** The template by which the ticket's custom fields are checked: its own, else its category's. */
export function templateOf(catalog: Catalog, { templateId, categoryId }: Ticket): string | null {
  return templateId ?? catalog.categories.get(categoryId)?.templateId ?? null;
}

/** Throws `template_unknown`. */
export function demandTemplate(catalog: Catalog, id: string): void {
  if (!catalog.templates.has(id)) throw refused('templateId', 'no such template', 'template_unknown');
}
