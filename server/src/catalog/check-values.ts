import type { Catalog, Field, FieldValue, FieldValues, Template } from './catalog.ts';
import { fieldType } from './catalog.ts';
import type { Regions } from './regions.ts';
import { dateTimeValue, dateValue, timeValue } from './values/date.ts';
import { numberValue } from './values/number.ts';
import { cascadeValue, choicesValue, choiceValue } from './values/option.ts';
import { regionValue } from './values/region.ts';
import { isSameValue } from './values/same.ts';
import { opaqueValue, textValue } from './values/text.ts';
import { unasked, unfilled } from './values/unfit.ts';

/** A custom field's value as a call gives it. "" stands for no value. */
export interface GivenValue {
  readonly fieldId: string;
  readonly value: string;
}

/**
 * Checks custom field values against a template (null: a category without fields) and returns all values that the
 * ticket then has. On `create`, a required field must have a value. On `edit`, fields that the call does not name keep
 * their values. "" clears an optional field. Partner fields (对接字段), which integrations set, are accepted with any
 * template. Throws Problem `request_refused` or `region_unknown`, naming the field.
 */
export function checkValues(
  catalog: Catalog,
  regions: Regions,
  templateId: string | null,
  given: readonly GivenValue[],
  mode: 'create' | 'edit',
  previous: FieldValues = {},
): FieldValues {
  const template = templateId === null ? undefined : catalog.templates.get(templateId);
  const values = new Map(Object.entries(previous));
  for (const { fieldId, value } of given) {
    const before = values.get(fieldId);
    // The ticket's present value may be sent back, even if its option or the template was removed meanwhile.
    if (value === (before?.value ?? '')) continue;
    const field = fieldToSet(catalog, template, fieldId);
    if (value === '') clear(values, field);
    else values.set(fieldId, unlessSame(field, before, fitValue(field, value, regions)));
  }
  if (mode === 'create' && template) demandRequired(template, values);
  return Object.fromEntries(values);
}

function fieldToSet(catalog: Catalog, template: Template | undefined, fieldId: string): Field {
  const field = catalog.fields.get(fieldId);
  if (field && (field.partner || template?.fields.includes(field))) return field;
  throw unasked(fieldId);
}

function clear(values: Map<string, FieldValue>, field: Field): void {
  if (isDemanded(field)) throw unfilled(field);
  values.delete(field.id);
}

/** Keeps the stored value when the new one differs only in spelling, so that no change is recorded. */
function unlessSame(field: Field, before: FieldValue | undefined, after: FieldValue): FieldValue {
  return before && isSameValue(field, before.value, after.value) ? before : after;
}

function demandRequired(template: Template, values: ReadonlyMap<string, FieldValue>): void {
  const missing = template.fields.find((field) => isDemanded(field) && !values.has(field.id));
  if (missing) throw unfilled(missing);
}

function isDemanded(field: Field): boolean {
  return field.required && !field.partner;
}

/** Converts a value to the form of the field's type. Throws Problem when it does not fit. */
export function fitValue(field: Field, value: string, regions: Regions): FieldValue {
  switch (field.type) {
    case fieldType.line:
    case fieldType.text:
      return textValue(field, value);
    case fieldType.date:
      return dateValue(field, value);
    case fieldType.time:
      return timeValue(field, value);
    case fieldType.number:
      return numberValue(field, value);
    case fieldType.select:
    case fieldType.radio:
      return choiceValue(field, value);
    case fieldType.checkboxes:
      return choicesValue(field, value);
    case fieldType.cascade:
      return cascadeValue(field, value);
    case fieldType.region:
      return regionValue(field, value, regions);
    case fieldType.dateTime:
      return dateTimeValue(field, value);
    default:
      return opaqueValue(field, value);
  }
}
