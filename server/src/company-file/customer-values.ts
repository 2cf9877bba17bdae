import type { Words } from '@gongdan/contract';
import { type Field, fieldType } from '../catalog/catalog.ts';
import { checkCustomerValues } from '../catalog/customer-fields.ts';
import { optionsOf } from '../catalog/options.ts';
import { regionsOf } from '../catalog/regions.ts';
import { Problem } from '../errors.ts';
import type { Fault } from './fault.ts';
import type { SectionState } from './plan.ts';
import { optionRows } from './sections/options.ts';
import type { CustomerEntry, FieldEntry } from './shape.ts';

/** Finds values of the file's customers that do not fit the company's customer fields. */
export function customerValueFaults(states: readonly SectionState[]): Fault[] {
  const { stored, wanted } = stateOf(states, 'customer_fields');
  const entries = [...stored.values()].map(({ entry }) => entry).concat([...wanted.values()]);
  const fields = new Map(entries.map((entry) => fieldFrom(entry as FieldEntry)).map((field) => [field.id, field]));
  const customers = stateOf(states, 'customers');
  return customers.given.flatMap(({ entry, path }) => {
    const { userid, fields: given = {} } = entry as CustomerEntry;
    const before = (customers.stored.get(userid)?.entry as CustomerEntry | undefined)?.fields ?? {};
    return Object.entries(given).flatMap(([id, value]) => {
      const text = faultOf(fields, id, value, before);
      return text === undefined ? [] : [{ path: [...path, 'fields', id], text }];
    });
  });
}

function stateOf(states: readonly SectionState[], name: string): SectionState {
  return states.find(({ section }) => section.name === name)!;
}

function faultOf(
  fields: ReadonlyMap<string, Field>,
  id: string,
  value: string,
  before: Readonly<Record<string, string>>,
): Words | undefined {
  // Values of regions are not checked, because the file may replace the region tree by which they would be checked.
  if (fields.get(id)?.type === fieldType.region) return undefined;
  try {
    const fit = checkCustomerValues(
      fields,
      regionsOf(() => []),
      { [id]: value },
      before,
    )[id];
    return fit === value ? undefined : { zh: `应写作 ${fit}`, en: `is written ${fit}` };
  } catch (error) {
    if (error instanceof Problem) return { zh: error.zh ?? error.text, en: error.text };
    throw error;
  }
}

function fieldFrom(entry: FieldEntry): Field {
  const options = optionsOf(optionRows('', entry.fieldid, entry.options ?? [], (value) => value));
  return {
    id: entry.fieldid,
    name: entry.field_name,
    type: entry.field_type,
    required: entry.fill_flag ?? false,
    partner: false,
    position: entry.sortno ?? 0,
    min: entry.min ?? null,
    max: entry.max ?? null,
    options,
    optionByValue: new Map(options.map((option) => [option.value, option])),
  };
}
