import type { Catalog } from '../api/types.ts';

export type Field = Catalog['fields'][number];
export type Option = Field['options'][number];

/** The types of custom fields that the console can edit, by the numbers of the contract. */
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

const knownTypes = new Set<number>(Object.values(fieldType));

/**
 * True when agents can edit the field. Partner fields, which only integrations set, and all other types are only shown.
 */
export function isEditable(field: Field): boolean {
  return !field.partner && knownTypes.has(field.type);
}

/** True when an agent must fill the field. */
export function isRequired(field: Field): boolean {
  return field.required && !field.partner;
}
