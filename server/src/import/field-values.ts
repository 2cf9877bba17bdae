import { type Field, fieldType } from '../catalog/catalog.ts';
import type { Regions } from '../catalog/regions.ts';
import { unfit } from '../catalog/values/unfit.ts';
import { Ambiguous, idOf, indexNames, type NameIndex } from './named.ts';
import { notExisting, readMoment } from './read-moment.ts';

/** What the values of fields are read against. */
export interface FieldGround {
  readonly fields: ReadonlyMap<string, Field>;
  readonly regions: Regions;
  readonly zone: string;
}

/** A custom field's value as calls give it. */
interface WireValue {
  readonly fieldid: string;
  readonly field_value?: string;
}

/** Reads the values of a row's custom fields. */
export function readFields(
  ground: FieldGround,
  given: readonly WireValue[],
): { fieldid: string; field_value: string }[] {
  return given.map(({ fieldid, field_value = '' }) => ({
    fieldid,
    field_value: fieldValue(ground, fieldid, field_value),
  }));
}

/**
 * Returns the value of a custom field as calls give it, from a cell as a person writes it: options and regions by their names,
 * dates as spreadsheets write them, full-width digits. A value that it does not recognise is returned as it is, for the check
 * of the field to accept or refuse. Throws Problem for a name of several options and for a date that does not exist.
 */
function fieldValue({ fields, regions, zone }: FieldGround, fieldId: string, value: string): string {
  const field = fields.get(fieldId);
  if (!field || value === '') return value;
  try {
    return read(field, value, regions, zone);
  } catch (error) {
    if (!(error instanceof Ambiguous)) throw error;
    throw unfit(field, error.words);
  }
}

function read(field: Field, value: string, regions: Regions, zone: string): string {
  switch (field.type) {
    case fieldType.select:
    case fieldType.radio:
    case fieldType.cascade:
      return optionValue(field, value);
    case fieldType.checkboxes:
      return optionValues(field, value);
    case fieldType.region:
      return regionCodes(regions, value);
    case fieldType.date:
    case fieldType.time:
    case fieldType.dateTime:
      return momentValue(field, value, zone);
    case fieldType.number:
      return plainNumber(value);
    default:
      return value;
  }
}

function optionValue(field: Field, text: string): string {
  return field.optionByValue.has(text) ? text : (idOf(optionNames(field), text) ?? text);
}

/** Reads one option, or several between commas or other marks that spreadsheets put between them. */
function optionValues(field: Field, text: string): string {
  const whole = optionValue(field, text);
  if (field.optionByValue.has(whole)) return whole;
  const parts = text.split(/[,，;；、|\n]/).map((part) => part.trim());
  return parts
    .filter((part) => part !== '')
    .map((part) => optionValue(field, part))
    .join(',');
}

const indexes = new WeakMap<Field, NameIndex>();

/** Finds options by their name, and those of a cascade also by the names from the root. Kept as long as the field's snapshot. */
function optionNames(field: Field): NameIndex {
  const known = indexes.get(field);
  if (known) return known;
  const options = field.options.map(({ value, name, path, leaf }) => ({
    id: value,
    names: leaf ? [name, path] : [path],
    shown: path,
  }));
  const index = indexNames(options);
  indexes.set(field, index);
  return index;
}

/** Reads a path from the root, of names such as `广东省/深圳市` or of codes, as codes between commas. */
function regionCodes(regions: Regions, text: string): string {
  const parts = text.split(/[/>／＞»→,，、|]/).map((part) => part.trim());
  if (regions.namesOf(parts)) return parts.join(',');
  const codes: string[] = [];
  for (const name of parts) {
    const next = regions.childrenOf(codes.at(-1))?.find((region) => region.name === name);
    if (!next) return text;
    codes.push(next.id);
  }
  return codes.join(',');
}

function momentValue(field: Field, text: string, zone: string): string {
  const moment = readMoment(text, zone);
  if (moment === 'impossible') throw unfit(field, notExisting(text));
  if (!moment) return text;
  const { day, clock } = moment;
  if (field.type === fieldType.date) return day ?? text;
  if (field.type === fieldType.time) return clock?.slice(0, 'HH:mm'.length) ?? text;
  // A spreadsheet shows no time for midnight.
  return day === undefined ? text : `${day} ${clock ?? '00:00:00'}`;
}

/** Reads full-width digits, and commas between thousands: `1,234.50`. */
function plainNumber(text: string): string {
  const plain = text.normalize('NFKC').trim();
  return /^-?[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,15})?$/.test(plain) ? plain.replaceAll(',', '') : plain;
}
