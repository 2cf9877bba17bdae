import { type Context, run } from '../../context.ts';
import { changeAccount } from '../../people/accounts.ts';
import { findCompany } from '../../people/company.ts';
import { canAnybodySignIn } from '../../people/first-admin.ts';
import { hashPassword } from '../../people/password.ts';

/** Who can sign in at the demo, by role. */
const emails = { admin: 'zhaomin@huaxing.example', agent: 'yangmei@huaxing.example' } as const;

/** Printed at every start, and no secret. */
const password = 'huaxing-demo';

/** Lets two people of the demo company sign in, unless somebody can. */
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
