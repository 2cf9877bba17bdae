import { type Context, run, type Tx } from '../../context.ts';
import { type Account, addAccount, changeAccount, listAccounts, type NewAccount } from '../../people/accounts.ts';
import { findCompany } from '../../people/company.ts';

interface Chosen {
  readonly companyId: string;
  readonly email: string;
}

/** The inputs hold hashes of passwords, so that a password never leaves the process in which it was typed. */
export interface UserOperations {
  userList(input: { companyId: string }): Promise<Account[]>;
  userAdd(input: { companyId: string; account: NewAccount }): Promise<{ agentid: string }>;
  userPassword(input: Chosen & { passwordHash: string }): Promise<object>;
  userActive(input: Chosen & { active: boolean }): Promise<object>;
}

type Staffed = Pick<Context, 'db' | 'now' | 'newId' | 'snapshots'>;

export function userOperationsOn(installation: Staffed): UserOperations {
  const { query } = installation.db;
  const act = async <Result>(companyId: string, command: (tx: Tx) => Promise<Result>) =>
    run({ ...installation, reactors: [], company: await findCompany(query, companyId) }, command);
  return {
    userList: async ({ companyId }) => listAccounts(query, (await findCompany(query, companyId)).id),
    userAdd: ({ companyId, account }) => act(companyId, async (tx) => ({ agentid: await addAccount(tx, account) })),
    userPassword: async ({ companyId, email, passwordHash }) => {
      await act(companyId, (tx) => changeAccount(tx, email, { password_hash: passwordHash }));
      return {};
    },
    userActive: async ({ companyId, email, active }) => {
      await act(companyId, (tx) => changeAccount(tx, email, { active: active ? 1 : 0 }));
      return {};
    },
  };
}
