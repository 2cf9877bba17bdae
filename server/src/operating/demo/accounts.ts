import { type Context, run } from '../../context.ts';
import { changeAccount } from '../../people/accounts.ts';
import { findCompany } from '../../people/company.ts';
import { canAnybodySignIn } from '../../people/first-admin.ts';
import { hashPassword } from '../../people/password.ts';

/** The agents of the demo who can sign in, by role. */
const emails = {
  admin: 'zhaomin@huaxing.example',
  supervisor: 'wangfang@huaxing.example',
  agent: 'yangmei@huaxing.example',
} as const;

type Emails = Partial<typeof emails>;

/** Not a secret: the demo prints it at every start. */
const password = 'huaxing-demo';

/**
 * Gives an admin, a supervisor and an agent of the demo company passwords, unless somebody can sign in already. Returns
 * those who have a password: a demo of an earlier release gave the supervisor none.
 */
export async function giveDemoAccounts(
  context: Pick<Context, 'db' | 'now' | 'newId' | 'snapshots'>,
): Promise<{ readonly emails: Emails; readonly password: string }> {
  const { query } = context.db;
  if (!(await canAnybodySignIn(query))) {
    const { id } = await query.selectFrom('company').select('id').executeTakeFirstOrThrow();
    const passwordHash = await hashPassword(password);
    await run({ ...context, reactors: [], company: await findCompany(query, id) }, async (tx) => {
      for (const email of Object.values(emails)) await changeAccount(tx, email, { password_hash: passwordHash });
    });
  }
  const signIn = await query.selectFrom('agent').select('email').where('password_hash', 'is not', null).execute();
  const able = Object.entries(emails).filter(([, email]) => signIn.some((agent) => agent.email === email));
  return { emails: Object.fromEntries(able) as Emails, password };
}
