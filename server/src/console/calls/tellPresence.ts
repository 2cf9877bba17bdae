import type { consoleEndpoints } from '@gongdan/contract/console';
import type { ConsoleHandler } from '../handler.ts';

export const tellPresence: ConsoleHandler<typeof consoleEndpoints.tellPresence> = async (context, given) => {
  const { company, agent, session, live } = context;
  const { windowId, ticketId, doing } = given;
  live.see({ companyId: company.id, agentId: agent.id, sessionHash: session.hash, windowId, ticketId, doing });
  return {};
};
