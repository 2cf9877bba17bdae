import type { endpoints } from '@gongdan/contract';
import { addOptions } from '../catalog/add-options.ts';
import { type Field, fieldType } from '../catalog/catalog.ts';
import { loadCatalog } from '../catalog/load.ts';
import { refusedField } from '../errors.ts';
import { changed } from '../people/company.ts';
import { loadStaff } from '../people/load-staff.ts';
import { findAgent } from '../tickets/model/actors.ts';
import { change } from './change.ts';
import type { Handler } from './handler.ts';

export const save_option_data_value: Handler<typeof endpoints.save_option_data_value> = async (
  context,
  { fieldid, field_data_value, agentid },
) => {
  const { company, snapshots } = context;
  const catalog = await snapshots.get(company.id, loadCatalog);
  const field = findChoice(catalog.fields.get(fieldid));
  const options = field_data_value.map(({ field_value, field_text }) => ({ value: field_value, name: field_text }));
  if (field.type === fieldType.checkboxes && options.some(({ value }) => value.includes(','))) {
    throw refusedField('field_value', 'a comma separates the values of several options');
  }
  findAgent(await snapshots.get(company.id, loadStaff), agentid, 'actorId');
  return change(context, async (tx) => {
    await changed(tx);
    await addOptions(tx, field, options);
    return {};
  });
};

function findChoice(field: Field | undefined): Field {
  if (!field) throw refusedField('fieldid', 'no such field');
  if (!choices.has(field.type)) throw refusedField('fieldid', 'this field has no options');
  return field;
}

const choices: ReadonlySet<number> = new Set([
  fieldType.select,
  fieldType.checkboxes,
  fieldType.radio,
  fieldType.cascade,
]);
