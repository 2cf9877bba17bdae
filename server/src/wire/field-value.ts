import type { Catalog, FieldValues } from '../catalog/catalog.ts';

/** The custom fields of a ticket in the order of the form, without partner fields. */
export function customFields({ fields }: Catalog, values: FieldValues) {
  const shown = Object.entries(values).flatMap(([id, { value, text }]) => {
    const field = fields.get(id);
    if (!field || field.partner) return [];
    return {
      fieldid: id,
      field_name: field.name,
      field_type: String(field.type),
      field_text: text,
      field_value: value,
      field_sortno: field.position,
    };
  });
  return shown.sort((one, other) => one.field_sortno - other.field_sortno);
}

/** The partner fields (对接字段) of a ticket: integrations set them, and no template asks for them. */
export function partnerFields({ fields }: Catalog, values: FieldValues) {
  return Object.entries(values).flatMap(([id, { value }]) => {
    const field = fields.get(id);
    return field?.partner ? { fieldid: id, field_name: field.name, field_value: value } : [];
  });
}
