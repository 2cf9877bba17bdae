import type { consoleEndpoints } from '@gongdan/contract/console';
import { notingRefusal } from '../../people/refused-sign-ins.ts';
import { agentsOfPassword } from '../../people/sign-in-by-password.ts';
import type { ConsoleHandler } from '../handler.ts';
import { beginSession } from '../session.ts';

export const signIn: ConsoleHandler<typeof consoleEndpoints.signIn> = async (context, given) => {
  const { db, passwords, guesses, noteRefused, visit } = context;
  const { address } = visit;
  const attempt = { way: 'console', address, email: given.email } as const;
  const [agent, ...others] = await notingRefusal(noteRefused, attempt, () =>
    agentsOfPassword({ query: db.query, passwords, guesses }, { ...given, address }),
  );
  if (others.length === 0) return { session: await beginSession(context, agent!), companies: [] };
  const companies = [agent!, ...others].map(({ companyId, companyName }) => ({ id: companyId, name: companyName }));
  return { session: null, companies };
};
