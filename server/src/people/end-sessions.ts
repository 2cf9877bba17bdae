import type { Queries } from '../db/database.ts';

const atATime = 1000;

/**
 * Ends the sessions of agents for good, so that an agent who is enabled again has to sign in. Call it in the
 * transaction that changes the agents' rows, after the change: a session that begins meanwhile waits for the changed rows
 * (`demandUnchanged` in sessions.ts) and is refused.
 */
export async function endSessionsOf(query: Queries, companyId: string, agentIds: readonly string[]): Promise<void> {
  for (let start = 0; start < agentIds.length; start += atATime) {
    await query
      .deleteFrom('session')
      .where('company_id', '=', companyId)
      .where('agent_id', 'in', agentIds.slice(start, start + atATime))
      .execute();
  }
}
