import type { Catalog } from '../api/types.ts';

export type Field = Catalog['fields'][number];
export type Option = Field['options'][number];

/** The kinds of custom fields, by the numbers that the server gives them. */
export const fieldType = {
  line: 1,
  text: 2,
  date: 3,
  time: 4,
  number: 5,
  select: 6,
  checkboxes: 7,
  radio: 8,
  cascade: 9,
  region: 11,
  dateTime: 12,
} as const;

const known = new Set<number>(Object.values(fieldType));

/** Whether a console knows how to edit it; attachments and what newer editions bring are only shown. */
export function isEditable(field: Field): boolean {
  return !field.partner && known.has(field.type);
}

/** What an agent must give: partner fields come from integrations. */
export function isDemanded(field: Field): boolean {
  return field.required && !field.partner;
}
