import type { consoleEndpoints } from '@gongdan/contract/console';
import { agentsOfPassword } from '../../people/sign-in-by-password.ts';
import type { ConsoleHandler } from '../handler.ts';
import { beginSession } from '../session.ts';

export const signIn: ConsoleHandler<typeof consoleEndpoints.signIn> = async (context, given) => {
  const { db, passwords, guesses, visit } = context;
  const [agent, ...others] = await agentsOfPassword(
    { query: db.query, passwords, guesses },
    { ...given, address: visit.address },
  );
  if (others.length === 0) return { session: await beginSession(context, agent!), companies: [] };
  const companies = [agent!, ...others].map(({ companyId, companyName }) => ({ id: companyId, name: companyName }));
  return { session: null, companies };
};
