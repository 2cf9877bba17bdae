import { run } from '../../src/context.ts';
import { addAccount, changeAccount } from '../../src/people/accounts.ts';
import { findCompany } from '../../src/people/company.ts';
import { hashPassword } from '../../src/people/password.ts';
import type { Agent } from '../../src/people/staff.ts';
import type { TestApp } from '../app.ts';

export const password = 'correct horse 电池';

const hashed = hashPassword(password);

/** Adds an agent of the company who can sign in with `password`; returns its id. */
export async function addAgent(
  app: TestApp,
  email: string,
  { companyId = app.companyId, role = 'agent' }: { companyId?: string; role?: Agent['role'] } = {},
): Promise<string> {
  const passwordHash = await hashed;
  return inCompany(app, companyId, (tx) =>
    addAccount(tx, { name: email.split('@')[0]!, email, role, groupIds: [], passwordHash }),
  );
}

/** Changes the password, role or state of an agent as `gongdan user` does while the server runs. */
export function change(app: TestApp, email: string, what: Parameters<typeof changeAccount>[2]): Promise<void> {
  return inCompany(app, app.companyId, (tx) => changeAccount(tx, email, what));
}

/** Runs a command in the company directly, without a call and without reactors. */
export async function inCompany<Result>(
  { server }: TestApp,
  companyId: string,
  command: Parameters<typeof run<Result>>[1],
): Promise<Result> {
  const { context } = server;
  return run({ ...context, reactors: [], company: await findCompany(context.db.query, companyId) }, command);
}
