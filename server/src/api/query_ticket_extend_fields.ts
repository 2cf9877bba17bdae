import type { endpoints } from '@gongdan/contract';
import { loadCatalog } from '../catalog/load.ts';
import { fieldDefinition } from '../wire/field.ts';
import type { Handler } from './handler.ts';

export const query_ticket_extend_fields: Handler<typeof endpoints.query_ticket_extend_fields> = async (context) => {
  const catalog = await context.snapshots.get(context.company.id, loadCatalog);
  const fields = [...catalog.fields.values()].filter((field) => !field.partner);
  return { items: fields.map(fieldDefinition) };
};
