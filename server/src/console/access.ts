import type { Access } from '@gongdan/contract/console';
import { Problem } from '../errors.ts';
import { loadCompany } from '../people/company.ts';
import { loadStaff } from '../people/load-staff.ts';
import type { Agent } from '../people/staff.ts';
import type { ConsoleContext, ServerContext, Visit } from './handler.ts';

/** Role → rank. A role may do everything that roles of a lower rank may do. */
const ranks: Readonly<Record<Agent['role'], number>> = { agent: 0, supervisor: 1, admin: 2 };

/**
 * Returns the context of the agent who calls. Throws Problem when nobody is signed in, or the agent's role is too low.
 */
export async function admitAgent(
  base: ServerContext,
  visit: Visit,
  least: Exclude<Access, 'public'>,
): Promise<ConsoleContext> {
  const context = await signedIn(base, visit);
  if (!context) throw new Problem('session_missing', 'sign in first');
  if (ranks[context.agent.role] < ranks[least]) throw new Problem('role_lacking', `is for the role ${least}`);
  return context;
}

/** Returns the context of the agent who is signed in; undefined when nobody is. */
export async function signedIn(base: ServerContext, visit: Visit): Promise<ConsoleContext | undefined> {
  const { secret } = visit;
  const session = secret === undefined ? undefined : await base.sessions.find(secret);
  if (!session) return undefined;
  visit.noteCaller(session);
  const company = await base.snapshots.get(session.companyId, loadCompany);
  const { agents } = await base.snapshots.get(session.companyId, loadStaff);
  const agent = agents.get(session.agentId);
  return agent && { ...base, company, agent, session, visit };
}
