import { fieldType } from '../../catalog/catalog.ts';
import { readInOrder } from '../../db/in-order.ts';
import type { Flag } from '../../db/schema.ts';
import { insert, removeWhere, upsert } from '../rows.ts';
import { fillFrom, keyOf, type Section } from '../section.ts';
import { type FieldEntry, fieldEntry } from '../shape.ts';
import { mergeOptions, nestOptions, optionFaults, optionRows } from './options.ts';

const fill = fillFrom<FieldEntry>(fieldEntry);
const withOptions: readonly number[] = [fieldType.select, fieldType.checkboxes, fieldType.radio, fieldType.cascade];

/** Custom fields and their options; `sortno` is their order. */
export const fields: Section<FieldEntry> = {
  name: 'fields',
  idOf: ({ fieldid }) => fieldid,

  fill(given, stored, { index, stays }) {
    const kept = (value: string) => stays(keyOf('options', `${given.fieldid}/${value}`));
    const before = stored?.options ?? [];
    return {
      sortno: index + 1,
      ...fill(given, stored),
      options: given.options ? mergeOptions(given.options, before, kept) : before,
    };
  },

  async load({ query, companyId }) {
    const rows = await readInOrder(query, 'field', companyId);
    const optionsOf = Map.groupBy(await readInOrder(query, 'field_option', companyId), (row) => row.field_id);
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
  },

  async save(scope, entries) {
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
    const stored = await readInOrder(query, 'field_option', companyId);
    const known = new Map(stored.map((row) => [`${row.field_id}/${row.value}`, row.id]));
    const options = entries.flatMap(({ entry: { fieldid, options } }) =>
      optionRows(companyId, fieldid, options!, (value) => known.get(`${fieldid}/${value}`) ?? newId()),
    );
    const ids = rows.map((row) => row.id);
    await upsert(query, 'field', ['company_id', 'id'], rows);
    await removeWhere(query, companyId, 'field_option', 'field_id', ids);
    await insert(query, 'field_option', options);
  },

  async remove({ query, companyId }, ids) {
    await removeWhere(query, companyId, 'field_option', 'field_id', ids);
    await removeWhere(query, companyId, 'field', 'id', ids);
  },

  faults({ field_type, options, min, max }) {
    const cascades = field_type === fieldType.cascade;
    if (typeof min === 'number' && typeof max === 'number' && min > max) {
      return [{ path: ['min'], text: `${min} is greater than max, ${max}` }];
    }
    if (options!.length > 0 && !withOptions.includes(field_type)) {
      return [{ path: ['options'], text: 'only fields of type 6, 7, 8 and 9 have options' }];
    }
    return optionFaults(options!, cascades);
  },
};
