import type { Queries } from '../db/database.ts';
import { hashPassword, isPassword } from '../people/password.ts';
import type { AgentEntry, CompanyFile } from './shape.ts';

/**
 * The file with hashes in the place of passwords, and without those that are the stored ones already. Hashing takes
 * its time, so it is done before the transaction.
 */
export async function hashPasswords(query: Queries, file: CompanyFile): Promise<CompanyFile> {
  if (!file.agents?.some((agent) => agent.password !== undefined)) return file;
  const stored = await query
    .selectFrom('agent')
    .select(['id', 'password_hash'])
    .where('company_id', '=', file.company.companyid)
    .execute();
  const hashOf = new Map(stored.map((row) => [row.id, row.password_hash]));
  const agents: AgentEntry[] = [];
  for (const agent of file.agents) agents.push(await hashed(agent, hashOf.get(agent.agentid) ?? null));
  return { ...file, agents };
}

async function hashed(agent: AgentEntry, stored: string | null): Promise<AgentEntry> {
  const { password, ...rest } = agent;
  if (password === undefined) return agent;
  if (stored !== null && (await isPassword(stored, password))) return rest;
  return { ...rest, password: await hashPassword(password) };
}
