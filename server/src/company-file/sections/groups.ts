import { readInOrder } from '../../db/in-order.ts';
import { removeWhere, upsert } from '../rows.ts';
import { fillFrom, type Section } from '../section.ts';
import { type GroupEntry, groupEntry } from '../shape.ts';

export const groups: Section<GroupEntry> = {
  name: 'groups',
  ordered: true,
  idOf: ({ groupid }) => groupid,
  fill: fillFrom<GroupEntry>(groupEntry),

  async load({ query, companyId }) {
    const rows = await readInOrder(query, 'agent_group', companyId);
    return rows.map(({ id, name, position }) => ({ entry: { groupid: id, group_name: name }, position }));
  },

  async save({ query, companyId }, entries) {
    const rows = entries.map(({ entry, position }) => ({
      company_id: companyId,
      id: entry.groupid,
      name: entry.group_name,
      position,
    }));
    await upsert(query, 'agent_group', ['company_id', 'id'], rows);
  },

  async remove({ query, companyId }, ids) {
    await removeWhere(query, companyId, 'agent_group', 'id', ids);
  },
};
