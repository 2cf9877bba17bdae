import { useCatalog } from '../api/catalog.ts';
import { FieldInput } from '../fields/field-input.tsx';
import { fillableFields } from './check-ticket.ts';
import type { NewTicket } from './use-new-ticket.ts';

/** Shows the custom fields that agents fill for the chosen category. */
export function CategoryFields({ ticket }: { ticket: NewTicket }) {
  const catalog = useCatalog();
  const { draft, change, errorAt } = ticket;
  return fillableFields(catalog, draft.categoryId).map((field) => (
    <FieldInput
      key={field.id}
      field={field}
      value={draft.fields[field.id]?.value ?? ''}
      text={draft.fields[field.id]?.text ?? ''}
      error={errorAt(`field:${field.id}`)}
      onChange={(value, text) => change({ fields: { ...draft.fields, [field.id]: { value, text } } })}
    />
  ));
}
