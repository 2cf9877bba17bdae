import type { Tx } from '../context.ts';
import type { Field } from './catalog.ts';

/** An option to add: the value that is stored, and its name. */
export interface GivenOption {
  readonly value: string;
  readonly name: string;
}

/**
 * Appends options to the field; in a cascade they become leaves at the root. If an option has the value already, it gets the
 * new name. The caller must have locked the company's row (`changed`), else two calls at once could add the same value.
 */
export async function addOptions(tx: Tx, field: Field, given: readonly GivenOption[]): Promise<void> {
  const known = await optionsOfField(tx, field);
  const last = known.reduce((most, option) => Math.max(most, option.position), 0);
  const values = new Set(known.map((option) => option.value));

  const wanted = new Map(given.map(({ value, name }) => [value, name]));
  const added: GivenOption[] = [];
  for (const [value, name] of wanted) {
    if (values.has(value)) await renameOption(tx, field, { value, name });
    else added.push({ value, name });
  }
  if (added.length === 0) return;
  const rows = added.map(({ value, name }, index) => ({
    company_id: tx.company.id,
    field_id: field.id,
    id: tx.newId(),
    parent_id: '',
    name,
    value,
    position: last + 1 + index,
  }));
  await tx.query.insertInto('field_option').values(rows).execute();
}

function optionsOfField({ query, company }: Tx, field: Field) {
  return query
    .selectFrom('field_option')
    .where('company_id', '=', company.id)
    .where('field_id', '=', field.id)
    .select(['value', 'position'])
    .execute();
}

async function renameOption({ query, company }: Tx, field: Field, { value, name }: GivenOption): Promise<void> {
  await query
    .updateTable('field_option')
    .set({ name })
    .where('company_id', '=', company.id)
    .where('field_id', '=', field.id)
    .where('value', '=', value)
    .execute();
}
