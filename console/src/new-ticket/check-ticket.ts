import type { Catalog, ParametersOf } from '../api/types.ts';
import { composeHtml, maxContentLength } from '../contents/compose-html.ts';
import { inputOf } from '../customer/customer-input.ts';
import { checkValue, type Flaw, lengthOf } from '../fields/check-value.ts';
import { type Field, isEditable, isRequired } from '../fields/field.ts';
import { fieldsOfTemplate } from '../fields/template-fields.ts';
import type { NewTicketDraft } from './draft.ts';

const maxTitleLength = 100;

/**
 * Returns the fields that an agent fills for a category. A required field of a type that the console does not know is
 * among them, as a line of text, because no ticket could be made without it.
 */
export function fillableFields(catalog: Catalog, categoryId: string | null): Field[] {
  const category = catalog.categories.find((one) => one.id === categoryId);
  const fields = fieldsOfTemplate(catalog, category?.templateId ?? null);
  return fields.filter((field) => isEditable(field) || isRequired(field));
}

/** Returns the flaws of a draft by their place in the form: `title`, `text`, `categoryId`, or `field:<id>`. */
export function checkTicket(draft: NewTicketDraft, catalog: Catalog): Map<string, Flaw> {
  const flaws = new Map<string, Flaw>();
  if (draft.categoryId === null) flaws.set('categoryId', { reason: 'required' });
  if (draft.title.trim() === '') flaws.set('title', { reason: 'required' });
  if (lengthOf(draft.title) > maxTitleLength) flaws.set('title', { reason: 'tooLong', bound: maxTitleLength });
  if (lengthOf(composeHtml(draft.text)) > maxContentLength) {
    flaws.set('text', { reason: 'tooLong', bound: maxContentLength });
  }
  for (const field of fillableFields(catalog, draft.categoryId)) {
    const flaw = checkValue(field, draft.fields[field.id]?.value ?? '');
    if (flaw) flaws.set(`field:${field.id}`, flaw);
  }
  return flaws;
}

/** Returns the parameters for a draft without flaws. Values of fields that its category does not have are left out. */
export function createTicketParameters(draft: NewTicketDraft, catalog: Catalog): ParametersOf<'createTicket'> {
  const { requestKey, level, status, groupId, agentId, customer, newCustomer } = draft;
  const asked = fillableFields(catalog, draft.categoryId);
  return {
    requestKey,
    title: draft.title.trim(),
    content: composeHtml(draft.text),
    categoryId: draft.categoryId ?? '',
    status,
    level,
    ...(groupId === null ? {} : { groupId }),
    ...(agentId === null ? {} : { agentId }),
    ...(customer === null ? {} : { customerId: customer.id }),
    ...(customer === null && newCustomer !== null ? { newCustomer: inputOf(newCustomer) } : {}),
    fields: asked
      .map((field) => ({ fieldId: field.id, value: draft.fields[field.id]?.value ?? '' }))
      .filter((one) => one.value !== ''),
    files: draft.files.map((file) => file.address),
  };
}
