import { type Context, run } from '../../context.ts';
import { changeAccount } from '../../people/accounts.ts';
import { findCompany } from '../../people/company.ts';
import { canAnybodySignIn } from '../../people/first-admin.ts';
import { hashPassword } from '../../people/password.ts';

/** The agents of the demo who can sign in, by role. */
const emails = { admin: 'zhaomin@huaxing.example', agent: 'yangmei@huaxing.example' } as const;

/** Not a secret: the demo prints it at every start. */
const password = 'huaxing-demo';

/** Gives two agents of the demo company passwords, unless somebody can sign in already. */
export async function giveDemoAccounts(
  context: Pick<Context, 'db' | 'now' | 'newId' | 'snapshots'>,
): Promise<{ readonly emails: typeof emails; readonly password: string }> {
  const { query } = context.db;
  if (!(await canAnybodySignIn(query))) {
    const { id } = await query.selectFrom('company').select('id').executeTakeFirstOrThrow();
    const passwordHash = await hashPassword(password);
    await run({ ...context, reactors: [], company: await findCompany(query, id) }, async (tx) => {
      for (const email of Object.values(emails)) await changeAccount(tx, email, { password_hash: passwordHash });
    });
  }
  return { emails, password };
}
