import type { consoleEndpoints } from '@gongdan/contract/console';
import type { ConsoleHandler } from '../handler.ts';
import { endSession } from '../session.ts';

export const signOut: ConsoleHandler<typeof consoleEndpoints.signOut> = async (context) => {
  await endSession(context, context.session);
  context.visit.keepSecret(null);
  return {};
};
