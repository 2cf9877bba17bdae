import type { ConsoleAnswer, consoleEndpoints } from '@gongdan/contract/console';
import { csrfTokenOf } from '../csrf.ts';
import type { ConsoleContext } from '../handler.ts';
import { shownAgent } from './agent.ts';

/** A session as the browser that has it sees it. */
export type ShownSession = NonNullable<ConsoleAnswer<typeof consoleEndpoints.getSession>['session']>;

export function shownSession({ agent, company, session, visit }: ConsoleContext): ShownSession {
  const { id, name, zone, language } = company;
  return {
    agent: shownAgent(agent),
    email: agent.email,
    company: { id, name, zone, language },
    csrfToken: csrfTokenOf(visit.secret!),
    expiresAt: session.expiresAt,
  };
}
