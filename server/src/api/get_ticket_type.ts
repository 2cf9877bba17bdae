import type { endpoints } from '@gongdan/contract';
import { loadCatalog } from '../catalog/load.ts';
import { refusedField } from '../errors.ts';
import { categoryRow } from '../wire/category.ts';
import { isReversed, readRange } from '../wire/range.ts';
import type { Handler } from './handler.ts';

export const get_ticket_type: Handler<typeof endpoints.get_ticket_type> = async ({ company, snapshots }, given) => {
  const start = given.update_start_datetime_ms ?? given.update_start_datetime;
  const end = given.update_end_datetime_ms ?? given.update_end_datetime;
  const range = readRange(company.zone, start, end);
  if (isReversed(range)) {
    const written = given.update_end_datetime_ms === undefined ? 'update_end_datetime' : 'update_end_datetime_ms';
    throw refusedField(written, 'before the start', 'update_range_reversed');
  }
  const { from = -Infinity, before = Infinity } = range;

  const catalog = await snapshots.get(company.id, loadCatalog);
  const categories = [...catalog.categories.values()].filter(
    ({ id, updatedAt }) =>
      (given.typeid === undefined || id === given.typeid) && from <= updatedAt && updatedAt < before,
  );
  return { items: categories.map((category) => categoryRow(company, category)) };
};
