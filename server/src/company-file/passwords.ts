import type { Queries } from '../db/database.ts';
import { faultOfNewPassword } from '../people/new-password.ts';
import { hashPassword, isPassword } from '../people/password.ts';
import type { Fault } from './fault.ts';
import type { AgentEntry, CompanyFile } from './shape.ts';

/** A file with hashes in place of its new passwords, and the faults of passwords that were refused. */
export interface HashedFile {
  readonly file: CompanyFile;
  readonly faults: readonly Fault[];
}

/**
 * Replaces new passwords by their hashes. Drops passwords that equal the stored ones, also weak ones: those stay valid.
 * Call it before the transaction, because hashing takes long.
 */
export async function hashPasswords(query: Queries, file: CompanyFile): Promise<HashedFile> {
  if (!file.agents?.some((agent) => agent.password !== undefined)) return { file, faults: [] };
  const stored = await query
    .selectFrom('agent')
    .select(['id', 'password_hash'])
    .where('company_id', '=', file.company.companyid)
    .execute();
  const hashOf = new Map(stored.map((row) => [row.id, row.password_hash]));
  const agents: AgentEntry[] = [];
  const faults: Fault[] = [];
  for (const [index, agent] of file.agents.entries()) {
    const { password, ...rest } = agent;
    const isNew = password !== undefined && !(await isStored(hashOf.get(agent.agentid) ?? null, password));
    const text = isNew ? faultOfNewPassword(password) : undefined;
    if (text !== undefined) faults.push({ path: ['agents', index, 'password'], text });
    agents.push(isNew && text === undefined ? { ...rest, password: await hashPassword(password) } : rest);
  }
  return { file: { ...file, agents }, faults };
}

async function isStored(hashed: string | null, password: string): Promise<boolean> {
  return hashed !== null && isPassword(hashed, password);
}
