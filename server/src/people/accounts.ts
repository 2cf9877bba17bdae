import type { Words } from '@gongdan/contract';
import { sql } from 'kysely';
import type { Tx } from '../context.ts';
import { patternOf } from '../db/case.ts';
import type { Queries } from '../db/database.ts';
import { fits } from '../db/dialect.ts';
import type { AgentTable } from '../db/schema.ts';
import { refused } from '../errors.ts';
import { changed } from './company.ts';
import { endSessionsOf } from './end-sessions.ts';
import { endSetup } from './setup.ts';
import type { Agent } from './staff.ts';

/** An agent's account for signing in. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Agent['role'];
  readonly active: boolean;
  /** True when the agent has a password. */
  readonly hasPassword: boolean;
}

export interface NewAccount {
  /** Undefined for a new id. */
  readonly id?: string | undefined;
  readonly name: string;
  readonly email: string;
  readonly role: Agent['role'];
  readonly groupIds: readonly string[];
  readonly passwordHash: string;
}

/** Lists the company's agents, in the company's order. */
export async function listAccounts(query: Queries, companyId: string): Promise<Account[]> {
  const rows = await query
    .selectFrom('agent')
    .select(['id', 'name', 'email', 'role', 'active', 'password_hash'])
    .where('company_id', '=', companyId)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(({ active, password_hash, ...agent }) => ({
    ...agent,
    active: active === 1,
    hasPassword: password_hash !== null,
  }));
}

/** Adds an agent who can sign in. Throws Problem when another agent has the e-mail or the id, or a group is unknown. */
export async function addAccount(tx: Tx, account: NewAccount): Promise<string> {
  const { query, company } = tx;
  const id = account.id ?? tx.newId();
  if (await findByEmail(tx, account.email)) throw refused('email', taken(account.email));
  if (await isTaken(tx, id)) throw refused('id', taken(id));
  await demandGroups(tx, account.groupIds);
  const { name, email, role, passwordHash } = account;
  await query
    .insertInto('agent')
    .values({
      company_id: company.id,
      id,
      name,
      email,
      role,
      nick: '',
      face: '',
      skills: '[]',
      active: 1,
      on_duty: 1,
      password_hash: passwordHash,
      position: await nextPosition(tx),
    })
    .execute();
  await endSetup(query, tx.at);
  const members = account.groupIds.map((group_id, position) => ({
    company_id: company.id,
    group_id,
    agent_id: id,
    position,
  }));
  if (members.length > 0) await query.insertInto('group_member').values(members).execute();
  await changed(tx);
  return id;
}

/**
 * Changes the account that has the e-mail. If the change disables the account, the agent's sessions end. Throws Problem when
 * there is no such account.
 */
export async function changeAccount(
  tx: Tx,
  email: string,
  change: Partial<Pick<AgentTable, 'password_hash' | 'active' | 'role'>>,
): Promise<void> {
  const agent = await findByEmail(tx, email);
  if (!agent) throw refused('email', { zh: `企业没有客服 ${email}`, en: `the company has no agent ${email}` });
  await tx.query
    .updateTable('agent')
    .set(change)
    .where('company_id', '=', tx.company.id)
    .where('id', '=', agent.id)
    .execute();
  if (change.active === 0) await endSessionsOf(tx.query, tx.company.id, [agent.id]);
  if (change.password_hash) await endSetup(tx.query, tx.at);
  await changed(tx);
}

/** Finds an agent by e-mail, ignoring case. */
function findByEmail({ query, company }: Tx, email: string) {
  return query
    .selectFrom('agent')
    .select('id')
    .where('company_id', '=', company.id)
    .where(fits(query, sql.ref('email'), patternOf(email, 'whole')))
    .executeTakeFirst();
}

async function isTaken({ query, company }: Tx, id: string): Promise<boolean> {
  const agent = await query
    .selectFrom('agent')
    .select('id')
    .where('company_id', '=', company.id)
    .where('id', '=', id)
    .executeTakeFirst();
  return agent !== undefined;
}

async function demandGroups({ query, company }: Tx, ids: readonly string[]): Promise<void> {
  const groups = await query.selectFrom('agent_group').select('id').where('company_id', '=', company.id).execute();
  const unknown = ids.find((id) => !groups.some((group) => group.id === id));
  if (unknown !== undefined)
    throw refused('groups', { zh: `企业没有客服组 ${unknown}`, en: `the company has no group ${unknown}` });
}

async function nextPosition({ query, company }: Tx): Promise<number> {
  const last = await query
    .selectFrom('agent')
    .select(({ fn }) => fn.max('position').as('position'))
    .where('company_id', '=', company.id)
    .executeTakeFirst();
  return (last?.position ?? -1) + 1;
}

function taken(name: string): Words {
  return { zh: `${name} 已属于另一位客服`, en: `${name} is an agent's already` };
}
