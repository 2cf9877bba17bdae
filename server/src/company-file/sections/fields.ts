import type { Words } from '@gongdan/contract';
import { fieldType } from '../../catalog/catalog.ts';
import { readInOrder } from '../../db/in-order.ts';
import type { Flag } from '../../db/schema.ts';
import type { Fault } from '../fault.ts';
import { insert, removeWhere, upsert } from '../rows.ts';
import {
  type Filling,
  fillFrom,
  keyOf,
  type ReadScope,
  type Scope,
  type Section,
  type WantedEntry,
} from '../section.ts';
import { type FieldEntry, fieldEntry } from '../shape.ts';
import { mergeOptions, nestOptions, optionFaults, optionRows } from './options.ts';

const fillEntry = fillFrom<FieldEntry>(fieldEntry);
const withOptions: readonly number[] = [fieldType.select, fieldType.checkboxes, fieldType.radio, fieldType.cascade];

/** The tables of ticket fields or customer fields, and the name before `/` in the keys of their options (see `keyOf`). */
interface Place {
  readonly table: 'field' | 'customer_field';
  readonly optionTable: 'field_option' | 'customer_field_option';
  readonly options: 'options' | 'customer_options';
}

const ofTickets: Place = { table: 'field', optionTable: 'field_option', options: 'options' };
const ofCustomers: Place = {
  table: 'customer_field',
  optionTable: 'customer_field_option',
  options: 'customer_options',
};

/** The custom fields of tickets and their options; `sortno` is their order. */
export const fields: Section<FieldEntry> = {
  name: 'fields',
  ...sectionOf(ofTickets),
  faults: fieldFaults,
};

/** The custom fields of customers and their options. */
export const customerFields: Section<FieldEntry> = {
  name: 'customer_fields',
  ...sectionOf(ofCustomers),
  faults: (entry) => [...(entry.partner ? [{ path: ['partner'], text: onlyTickets }] : []), ...fieldFaults(entry)],
};

const onlyTickets: Words = {
  zh: '只有工单字段可以是对接字段',
  en: 'only fields of tickets can be for partners',
};
const noOptions: Words = {
  zh: '只有 6、7、8、9 型字段有选项',
  en: 'only fields of type 6, 7, 8 and 9 have options',
};

function sectionOf(place: Place): Omit<Section<FieldEntry>, 'name'> {
  return {
    idOf: ({ fieldid }) => fieldid,
    fill: (given, stored, filling) => fill(place, given, stored, filling),
    load: (scope) => load(place, scope),
    save: (scope, entries) => save(place, scope, entries),
    async remove({ query, companyId }, ids) {
      await removeWhere(query, companyId, place.optionTable, 'field_id', ids);
      await removeWhere(query, companyId, place.table, 'id', ids);
    },
  };
}

function fill(place: Place, given: FieldEntry, stored: FieldEntry | undefined, { index, stays }: Filling): FieldEntry {
  const kept = (value: string) => stays(keyOf(place.options, `${given.fieldid}/${value}`));
  const before = stored?.options ?? [];
  return {
    sortno: index + 1,
    ...fillEntry(given, stored),
    options: given.options ? mergeOptions(given.options, before, kept) : before,
  };
}

async function load({ table, optionTable }: Place, { query, companyId }: ReadScope) {
  const rows = await readInOrder(query, table, companyId);
  const optionsOf = Map.groupBy(await readInOrder(query, optionTable, companyId), (row) => row.field_id);
  return rows.map((row) => ({
    position: row.position,
    entry: {
      fieldid: row.id,
      field_name: row.name,
      field_type: row.type,
      fill_flag: row.required === 1,
      partner: row.partner === 1,
      sortno: row.position,
      min: row.min,
      max: row.max,
      options: nestOptions(optionsOf.get(row.id) ?? []),
    },
  }));
}

async function save({ table, optionTable }: Place, scope: Scope, entries: readonly WantedEntry<FieldEntry>[]) {
  const { query, companyId, newId } = scope;
  const rows = entries.map(({ entry }) => ({
    company_id: companyId,
    id: entry.fieldid,
    name: entry.field_name,
    type: entry.field_type,
    required: Number(entry.fill_flag) as Flag,
    partner: Number(entry.partner) as Flag,
    position: entry.sortno!,
    min: entry.min!,
    max: entry.max!,
  }));
  const stored = await readInOrder(query, optionTable, companyId);
  const known = new Map(stored.map((row) => [`${row.field_id}/${row.value}`, row.id]));
  const options = entries.flatMap(({ entry: { fieldid, options } }) =>
    optionRows(companyId, fieldid, options!, (value) => known.get(`${fieldid}/${value}`) ?? newId()),
  );
  const ids = rows.map((row) => row.id);
  await upsert(query, table, ['company_id', 'id'], rows);
  await removeWhere(query, companyId, optionTable, 'field_id', ids);
  await insert(query, optionTable, options);
}

function fieldFaults({ field_type, options, min, max }: FieldEntry): Fault[] {
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    return [{ path: ['min'], text: { zh: `${min} 大于 max（${max}）`, en: `${min} is greater than max, ${max}` } }];
  }
  if (options!.length > 0 && !withOptions.includes(field_type)) {
    return [{ path: ['options'], text: noOptions }];
  }
  return optionFaults(options!, field_type);
}
