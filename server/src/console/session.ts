import type { consoleEndpoints } from '@gongdan/contract/console';
import type { ConsoleHandler } from './handler.ts';

export const signOut: ConsoleHandler<typeof consoleEndpoints.signOut> = async ({ sessions, session, visit }) => {
  await sessions.end(session);
  visit.keepSecret(null);
  return {};
};
