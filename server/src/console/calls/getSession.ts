import type { consoleEndpoints } from '@gongdan/contract/console';
import { isSetupOpen } from '../../people/setup.ts';
import { signedIn } from '../access.ts';
import type { ConsoleHandler } from '../handler.ts';
import { shownSession } from '../shown/session.ts';

export const getSession: ConsoleHandler<typeof consoleEndpoints.getSession> = async (context) => {
  const known = await signedIn(context, context.visit);
  if (known) return { session: shownSession(known), needsSetup: false };
  return { session: null, needsSetup: await isSetupOpen(context.db.query) };
};
