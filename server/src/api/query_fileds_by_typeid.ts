import type { endpoints } from '@gongdan/contract';
import { loadCatalog } from '../catalog/load.ts';
import { refusedField } from '../errors.ts';
import { fieldDefinition } from '../wire/field.ts';
import type { Handler } from './handler.ts';

export const query_fileds_by_typeid: Handler<typeof endpoints.query_fileds_by_typeid> = async (
  { company, snapshots },
  { ticket_typeid },
) => {
  const catalog = await snapshots.get(company.id, loadCatalog);
  const category = catalog.categories.get(ticket_typeid);
  if (!category) throw refusedField('ticket_typeid', 'no such category');
  const template = catalog.templates.get(category.templateId ?? '');
  const fields = template?.fields.filter((field) => !field.partner) ?? [];
  return { items: fields.map(fieldDefinition) };
};
