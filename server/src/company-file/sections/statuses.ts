import { isFixedStatus, statusesOf } from '../../catalog/statuses.ts';
import { readInOrder } from '../../db/in-order.ts';
import { removeWhere, upsert } from '../rows.ts';
import { fillFrom, type Section } from '../section.ts';
import { type StatusEntry, statusEntry } from '../shape.ts';

const fixedNames = new Set([...statusesOf('', []).values()].map((status) => status.name));

/** The statuses that a company adds to the fixed ones. */
export const statuses: Section<StatusEntry> = {
  name: 'statuses',
  ordered: true,
  most: 30,
  idOf: ({ status_code }) => String(status_code),
  fill: fillFrom<StatusEntry>(statusEntry),

  async load({ query, companyId }) {
    const rows = await readInOrder(query, 'status', companyId);
    const own = rows.filter(({ code, deleted }) => !deleted && !isFixedStatus(code));
    return own.map((row) => ({
      position: row.position,
      entry: {
        status_code: row.code,
        status_name: row.name,
        status_type: row.type,
        status_desc: row.description,
        customer_status_name: row.customer_name,
      },
    }));
  },

  async save({ query, companyId, newId }, entries) {
    const rows = entries.map(({ entry, position }) => ({
      company_id: companyId,
      code: entry.status_code,
      id: newId(),
      name: entry.status_name,
      type: entry.status_type,
      description: entry.status_desc!,
      customer_name: entry.customer_status_name!,
      deleted: 0 as const,
      position,
    }));
    await upsert(query, 'status', ['company_id', 'code'], rows, ['id']);
  },

  async remove({ query, companyId }, ids) {
    await removeWhere(query, companyId, 'status', 'code', ids.map(Number));
  },

  faults({ status_code, status_name }) {
    if (isFixedStatus(status_code))
      return [
        { path: ['status_code'], text: { zh: `${status_code} 是固定状态`, en: `${status_code} is a fixed status` } },
      ];
    return fixedNames.has(status_name)
      ? [{ path: ['status_name'], text: { zh: '与固定状态同名', en: 'the name of a fixed status' } }]
      : [];
  },

  unique: ({ status_name }) => ({ status_name }),
};
