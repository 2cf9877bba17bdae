import { readInOrder } from '../../db/in-order.ts';
import { repeatedIn } from '../fault.ts';
import { insert, removeWhere, upsert } from '../rows.ts';
import { fillFrom, type Section } from '../section.ts';
import { type TemplateEntry, templateEntry } from '../shape.ts';

export const templates: Section<TemplateEntry> = {
  name: 'templates',
  ordered: true,
  idOf: ({ templateid }) => templateid,
  fill: fillFrom<TemplateEntry>(templateEntry),

  async load({ query, companyId }) {
    const rows = await readInOrder(query, 'template', companyId);
    const members = await readInOrder(query, 'template_field', companyId);
    const fieldsOf = Map.groupBy(members, (member) => member.template_id);
    return rows.map(({ id, name, position }) => {
      const fields = (fieldsOf.get(id) ?? []).map((member) => member.field_id);
      return { entry: { templateid: id, template_name: name, fields }, position };
    });
  },

  async save({ query, companyId }, entries) {
    const rows = entries.map(({ entry, position }) => ({
      company_id: companyId,
      id: entry.templateid,
      name: entry.template_name,
      position,
    }));
    const members = entries.flatMap(({ entry }) =>
      entry.fields!.map((field, position) => ({
        company_id: companyId,
        template_id: entry.templateid,
        field_id: field,
        position,
      })),
    );
    const ids = rows.map((row) => row.id);
    await upsert(query, 'template', ['company_id', 'id'], rows);
    await removeWhere(query, companyId, 'template_field', 'template_id', ids);
    await insert(query, 'template_field', members);
  },

  async remove({ query, companyId }, ids) {
    await removeWhere(query, companyId, 'template_field', 'template_id', ids);
    await removeWhere(query, companyId, 'template', 'id', ids);
  },

  references: ({ fields }) => fields!.map((id, index) => ({ section: 'fields', id, path: ['fields', index] })),

  faults: ({ fields }) => repeatedIn('fields', fields!),
};
