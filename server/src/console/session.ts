import { Problem } from '../errors.ts';
import type { Session, SigningIn } from '../people/sessions.ts';
import { signedIn } from './access.ts';
import type { VisitorContext } from './handler.ts';
import type { ShownSession } from './shown/session.ts';
import { shownSession } from './shown/session.ts';

/** Begins a session of the agent in the calling browser, and ends the session that the browser had. */
export async function beginSession(context: VisitorContext, agent: SigningIn): Promise<ShownSession> {
  const { sessions, visit } = context;
  const before = visit.secret === undefined ? undefined : await sessions.find(visit.secret);
  if (before) await endSession(context, before);
  const { secret } = await sessions.begin(agent);
  visit.keepSecret(secret);
  const known = await signedIn(context, { ...visit, secret });
  // This happens when the password was changed, or the agent removed, after the password had been checked.
  if (!known) throw new Problem('overloaded', 'changed meanwhile, try again');
  return shownSession(known);
}

/** Ends the session and closes the live streams of its browser. */
export async function endSession({ sessions, live }: VisitorContext, session: Session): Promise<void> {
  await sessions.end(session);
  live.sessionEnded(session);
}
