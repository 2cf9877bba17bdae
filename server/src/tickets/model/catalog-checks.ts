import type { Catalog, Category, Status } from '../../catalog/catalog.ts';
import { levels } from '../../catalog/levels.ts';
import { statusTypes } from '../../catalog/statuses.ts';
import { refused } from '../../errors.ts';
import type { Ticket } from './ticket.ts';

/** Returns the category if it takes new tickets. Throws `request_refused`. */
export function openCategory(catalog: Catalog, id: string): Category {
  const category = catalog.categories.get(id);
  if (!category) throw refused('categoryId', 'no such category');
  if (category.childIds.length > 0) throw refused('categoryId', 'the category has others below it');
  if (category.retired) throw refused('categoryId', 'the category is retired');
  return category;
}

/** Returns the status if tickets may get it. Throws `status_unknown`. */
export function usableStatus(catalog: Catalog, code: number): Status {
  const status = catalog.statuses.get(code);
  if (!status || status.deleted) throw refused('status', 'no such status', 'status_unknown');
  return status;
}

/** Returns the ticket's status. A status that the company no longer has counts as in progress. */
export function statusOf(catalog: Catalog, { status: code }: Pick<Ticket, 'status'>): Status {
  const missing = {
    code,
    id: null,
    name: String(code),
    type: statusTypes.inProgress,
    description: '',
    customerName: '',
    deleted: true,
  } as const;
  return catalog.statuses.get(code) ?? missing;
}

/** Throws `request_refused` for a level that does not exist. */
export function demandLevel(level: number): void {
  if (!levels.has(level)) throw refused('level', 'no such level');
}

/** Returns the template that the ticket's custom fields are checked against: its own, else its category's, else null. */
export function templateOf(catalog: Catalog, { templateId, categoryId }: Ticket): string | null {
  return templateId ?? catalog.categories.get(categoryId)?.templateId ?? null;
}

/** Throws `template_unknown` for a template that the company lacks. */
export function demandTemplate(catalog: Catalog, id: string): void {
  if (!catalog.templates.has(id)) throw refused('templateId', 'no such template', 'template_unknown');
}
