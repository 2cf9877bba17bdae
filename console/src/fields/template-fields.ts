import type { Catalog } from '../api/types.ts';
import type { Field } from './field.ts';

/** Returns the fields of a template, in its order; none without a template. */
export function fieldsOfTemplate(catalog: Catalog, templateId: string | null): Field[] {
  const template = catalog.templates.find((one) => one.id === templateId);
  if (!template) return [];
  const byId = new Map(catalog.fields.map((field) => [field.id, field]));
  return template.fieldIds.flatMap((id) => byId.get(id) ?? []);
}

/**
 * Returns the fields of a ticket. Agents fill those in `asked`. Those in `others` have a value that agents only read:
 * partner fields, which only integrations set, and fields that the ticket's template does not contain.
 */
export function fieldsOfTicket(
  catalog: Catalog,
  ticket: { readonly templateId: string | null; readonly fields: readonly { readonly fieldId: string }[] },
): { asked: Field[]; others: Field[] } {
  const ofTemplate = fieldsOfTemplate(catalog, ticket.templateId);
  const given = new Set(ticket.fields.map((one) => one.fieldId));
  const asked = ofTemplate.filter((field) => !field.partner);
  return { asked, others: catalog.fields.filter((field) => given.has(field.id) && !asked.includes(field)) };
}
