import type { ConsoleAnswer, consoleEndpoints } from '@gongdan/contract/console';
import { Problem } from '../errors.ts';
import type { Session, SigningIn } from '../people/sessions.ts';
import { isSetupOpen } from '../people/setup.ts';
import { agentsOfPassword } from '../people/sign-in-by-password.ts';
import { signedIn } from './access.ts';
import { csrfTokenOf } from './csrf.ts';
import type { ConsoleContext, ConsoleHandler, VisitorContext } from './handler.ts';
import { shownAgent } from './shown-agent.ts';

type Endpoints = typeof consoleEndpoints;

export const getSession: ConsoleHandler<Endpoints['getSession']> = async (context) => {
  const known = await signedIn(context, context.visit);
  if (known) return { session: shownSession(known), needsSetup: false };
  return { session: null, needsSetup: await isSetupOpen(context.db.query) };
};

export const signIn: ConsoleHandler<Endpoints['signIn']> = async (context, given) => {
  const { db, passwords, guesses, visit } = context;
  const [agent, ...others] = await agentsOfPassword(
    { query: db.query, passwords, guesses },
    { ...given, address: visit.address },
  );
  if (others.length === 0) return { session: await begin(context, agent!), companies: [] };
  const companies = [agent!, ...others].map(({ companyId, companyName }) => ({ id: companyId, name: companyName }));
  return { session: null, companies };
};

export const signOut: ConsoleHandler<Endpoints['signOut']> = async (context) => {
  await end(context, context.session);
  context.visit.keepSecret(null);
  return {};
};

/** Begins a session of the agent in the browser that calls, and ends the one it had. */
export async function begin(context: VisitorContext, agent: SigningIn): Promise<ShownSession> {
  const { sessions, visit } = context;
  const before = visit.secret === undefined ? undefined : await sessions.find(visit.secret);
  if (before) await end(context, before);
  const { secret } = await sessions.begin(agent);
  visit.keepSecret(secret);
  const known = await signedIn(context, { ...visit, secret });
  // The password was changed, or the agent removed, since it was found right.
  if (!known) throw new Problem('overloaded', 'changed meanwhile, try again');
  return shownSession(known);
}

async function end({ sessions, live }: VisitorContext, session: Session): Promise<void> {
  await sessions.end(session);
  live.sessionEnded(session);
}

type ShownSession = NonNullable<ConsoleAnswer<Endpoints['getSession']>['session']>;

function shownSession({ agent, company, session, visit }: ConsoleContext): ShownSession {
  const { id, name, zone, language } = company;
  return {
    agent: shownAgent(agent),
    email: agent.email,
    company: { id, name, zone, language },
    csrfToken: csrfTokenOf(visit.secret!),
    expiresAt: session.expiresAt,
  };
}
