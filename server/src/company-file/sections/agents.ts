import { fold } from '../../db/case.ts';
import { readInOrder } from '../../db/in-order.ts';
import type { Flag } from '../../db/schema.ts';
import { endSessionsOf } from '../../people/end-sessions.ts';
import { endSetup } from '../../people/setup.ts';
import { repeatedIn } from '../fault.ts';
import { insert, removeWhere, upsert } from '../rows.ts';
import { fillFrom, type Section } from '../section.ts';
import { type AgentEntry, agentEntry } from '../shape.ts';

/** Agents and their groups. `password` is an argon2id hash, because passwords.ts has replaced the password. */
export const agents: Section<AgentEntry> = {
  name: 'agents',
  ordered: true,
  idOf: ({ agentid }) => agentid,
  fill: fillFrom<AgentEntry>(agentEntry),

  async load({ query, companyId }) {
    const rows = await readInOrder(query, 'agent', companyId);
    const members = await readInOrder(query, 'group_member', companyId);
    const groupsOf = Map.groupBy(members, (member) => member.agent_id);
    return rows.map((row) => ({
      position: row.position,
      entry: {
        agentid: row.id,
        agent_name: row.name,
        agent_nick: row.nick,
        agent_email: row.email,
        face_img: row.face,
        role: row.role,
        groups: (groupsOf.get(row.id) ?? []).map((member) => member.group_id),
        skills: JSON.parse(row.skills) as string[],
        active: row.active === 1,
        on_duty: row.on_duty === 1,
        ...(row.password_hash !== null && { password: row.password_hash }),
      },
    }));
  },

  async save({ query, companyId, at }, entries) {
    const rows = entries.map(({ entry, position }) => ({
      company_id: companyId,
      id: entry.agentid,
      name: entry.agent_name,
      nick: entry.agent_nick!,
      email: entry.agent_email!,
      face: entry.face_img!,
      role: entry.role!,
      skills: JSON.stringify(entry.skills),
      active: Number(entry.active) as Flag,
      on_duty: Number(entry.on_duty) as Flag,
      password_hash: entry.password ?? null,
      position,
    }));
    const members = entries.flatMap(({ entry }) =>
      entry.groups!.map((group, position) => ({
        company_id: companyId,
        group_id: group,
        agent_id: entry.agentid,
        position,
      })),
    );
    const ids = rows.map((row) => row.id);
    // Clears the e-mails first: two agents may swap theirs, and the store checks that e-mails are unique after each
    // statement.
    await query
      .updateTable('agent')
      .set({ email: '' })
      .where('company_id', '=', companyId)
      .where('id', 'in', ids)
      .execute();
    await upsert(query, 'agent', ['company_id', 'id'], rows);
    await endSessionsOf(
      query,
      companyId,
      rows.filter(({ active }) => active === 0).map(({ id }) => id),
    );
    if (rows.some((row) => row.password_hash !== null)) await endSetup(query, at);
    await removeWhere(query, companyId, 'group_member', 'agent_id', ids);
    await insert(query, 'group_member', members);
  },

  async remove({ query, companyId }, ids) {
    await removeWhere(query, companyId, 'group_member', 'agent_id', ids);
    await removeWhere(query, companyId, 'agent', 'id', ids);
    await endSessionsOf(query, companyId, ids);
  },

  references: ({ groups }) => groups!.map((id, index) => ({ section: 'groups', id, path: ['groups', index] })),

  faults: ({ groups }) => repeatedIn('groups', groups!),

  unique: ({ agent_email }) => ({ agent_email: fold(agent_email!) }),
};
