import { randomBytes } from 'node:crypto';
import { type Applied, type ApplyOptions, applyCompanyFile, type Refused } from '../company-file/apply.ts';
import type { CompanyFile } from '../company-file/shape.ts';
import { type ShownCompany, showCompany } from '../company-file/show.ts';
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import { openDatabase } from '../db/open.ts';
import type { ErasedCustomer } from '../erasure/erase-customer.ts';
import { openFiles } from '../files/open.ts';
import { idSource } from '../ids.ts';
import { demandFittingKey } from '../people/app.ts';
import { findCompany } from '../people/company.ts';
import { snapshots } from '../snapshots.ts';
import { installationKey, vault } from '../vault.ts';
import { version } from '../version.ts';
import { askServer } from './control.ts';
import { eraseThoroughly } from './erase-operations.ts';
import { lockFolder } from './folder-lock.ts';
import { type PushInstallation, type PushOperations, pushOperationsOn } from './push-operations.ts';
import { type UserOperations, userOperationsOn } from './user-operations.ts';

/** A whole installation, whether a server runs on it or not. */
export interface WholeInstallation extends PushInstallation {
  /** What follows events. Only some commands make events, and few start fast with all that follows them. */
  readonly loadReactors: () => Promise<Context['reactors']>;
  readonly files: Context['files'];
}

/** What commands do to an installation, in a running server or by themselves. */
export interface CommandOperations extends PushOperations, UserOperations {
  status(input: object): Promise<{ readonly version: string }>;
  apply(input: { readonly file: CompanyFile; readonly options: ApplyOptions }): Promise<Applied | Refused>;
  show(input: { readonly companyId: string }): Promise<ShownCompany | null>;
  erase(input: { readonly companyId: string; readonly customerId: string }): Promise<ErasedCustomer>;
}

type Input<Name extends keyof CommandOperations> = Parameters<CommandOperations[Name]>[0];
type Result<Name extends keyof CommandOperations> = Awaited<ReturnType<CommandOperations[Name]>>;

export function operationsOn(installation: WholeInstallation): CommandOperations {
  const { db, vault } = installation;
  return {
    status: async () => ({ version }),
    apply: ({ file, options }) => applyCompanyFile(installation, file, options),
    show: async ({ companyId }) => (await showCompany({ query: db.query, vault, companyId })) ?? null,
    erase: async ({ companyId, customerId }) =>
      eraseThoroughly(installation, await findCompany(db.query, companyId), customerId),
    ...pushOperationsOn(installation),
    ...userOperationsOn(installation),
  };
}

/** Has the running server do it, or opens the store and does it here when none runs. */
export async function perform<Name extends keyof CommandOperations>(
  config: Config,
  name: Name,
  input: Input<Name>,
): Promise<Result<Name>> {
  const answer = await askServer(config.data, name, input);
  if (answer) return answer.value as Result<Name>;
  const lock = lockFolder(config.data);
  try {
    const { installation, close } = await openInstallation(config);
    const operation = operationsOn(installation)[name] as (given: Input<Name>) => Promise<Result<Name>>;
    return await operation(input).finally(close);
  } finally {
    lock.release();
  }
}

/** Opens the store for a command; the caller holds the folder's lock. Throws when it can't be used or the key differs. */
export async function openInstallation(
  config: Config,
): Promise<{ installation: WholeInstallation; close: () => Promise<void> }> {
  const secrets = vault(installationKey(config));
  const db = await openDatabase(config.databaseUrl === null ? { folder: config.data } : { url: config.databaseUrl });
  try {
    await demandFittingKey(db.query, secrets);
  } catch (error) {
    await db.close();
    throw error;
  }
  const installation = {
    db,
    loadReactors: () => reactorsWithoutServer(config),
    files: await openFiles(config, randomBytes),
    vault: secrets,
    snapshots: snapshots(db.query),
    now: Date.now,
    newId: idSource(Date.now),
    random: randomBytes,
    pushAllow: config.pushAllow ?? [],
  };
  return { installation, close: () => db.close() };
}

async function reactorsWithoutServer(config: Config): Promise<Context['reactors']> {
  const [{ reactorsOf }, { fanOut }] = await Promise.all([import('../app.ts'), import('../push/fan-out.ts')]);
  // Nobody is there to be told that something is due; the next server sees it.
  return reactorsOf(fanOut({ publicUrl: () => config.publicUrl ?? '', wake: () => {} }), config);
}
