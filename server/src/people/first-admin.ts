import type { Company, Context, Tx } from '../context.ts';
import { fold } from '../db/case.ts';
import type { Queries } from '../db/database.ts';
import { Problem, refused } from '../errors.ts';
import type { Vault } from '../vault.ts';
import { addAccount, changeAccount, listAccounts } from './accounts.ts';
import { loadCompany } from './company.ts';
import { foundCompany } from './found-company.ts';
import type { SigningIn } from './sessions.ts';
import { isSetupOpen } from './setup.ts';

export interface FirstAdmin {
  /** The name for a new company; needed when there is none yet. */
  readonly companyName: string;
  readonly language: Company['language'];
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
}

/** True when some agent of the installation can sign in. */
export async function canAnybodySignIn(query: Queries): Promise<boolean> {
  const able = await query
    .selectFrom('company')
    .innerJoin('agent', 'agent.company_id', 'company.id')
    .select('agent.id')
    .where('agent.active', '=', 1)
    .where('agent.password_hash', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return able !== undefined;
}

/**
 * Creates the first account, an admin of the only company; creates the company when there is none. This ends the setup
 * for good. Throws Problem when the setup has ended already, or when there are several companies.
 */
export function makeFirstAdmin(
  context: Pick<Context, 'db' | 'now' | 'newId' | 'snapshots'> & { readonly vault: Vault },
  admin: FirstAdmin,
): Promise<SigningIn> {
  const { db, now, newId, snapshots } = context;
  // The lock makes setups on all nodes run one after the other.
  return db.write('first admin', async (transaction) => {
    const { query } = transaction;
    if (!(await isSetupOpen(query))) throw setupOver();
    const at = now();
    const company = await onlyCompany(query, () => makeCompany(query, context, admin, at));
    const tx = { ...transaction, company, newId, snapshots, at, reactors: [] };
    const agentId = await giveAccount(tx, admin);
    return { companyId: company.id, agentId, passwordHash: admin.passwordHash };
  });
}

/** The Problem for a setup that has ended already. */
export function setupOver(): Problem {
  return new Problem('setup_refused', 'the first admin was made already; gongdan user makes further ones');
}

async function onlyCompany(query: Queries, make: () => Promise<Company>): Promise<Company> {
  const [first, second] = await query.selectFrom('company').select('id').limit(2).execute();
  if (second) {
    throw new Problem('setup_refused', 'there are several companies; use gongdan user password or gongdan user add');
  }
  return first ? loadCompany(query, first.id) : make();
}

function makeCompany(
  query: Queries,
  { vault, newId }: { readonly vault: Vault; readonly newId: () => string },
  { companyName, language }: FirstAdmin,
  at: number,
): Promise<Company> {
  const name = companyName.trim();
  if (name === '') throw refused('companyName', 'is needed, for there is no company yet', 'parameter_missing');
  return foundCompany(query, vault, { id: newId(), name, language, at });
}

/** Makes the agent of that e-mail an admin with this password; adds an account when there is no such agent. */
async function giveAccount(tx: Tx, { name, email, passwordHash }: FirstAdmin): Promise<string> {
  const known = (await listAccounts(tx.query, tx.company.id)).find((account) => fold(account.email) === fold(email));
  if (!known) return addAccount(tx, { name, email, role: 'admin', groupIds: [], passwordHash });
  await changeAccount(tx, email, { password_hash: passwordHash, active: 1, role: 'admin' });
  return known.id;
}
