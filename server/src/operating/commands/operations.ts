import { randomBytes } from 'node:crypto';
import { type Applied, type ApplyOptions, applyCompanyFile, type Refused } from '../../company-file/apply.ts';
import { type ListedCompany, listCompanies } from '../../company-file/companies.ts';
import type { CompanyFile } from '../../company-file/shape.ts';
import { type ShownCompany, showCompany } from '../../company-file/show.ts';
import type { Config } from '../../config/config.ts';
import { version } from '../../config/version.ts';
import type { Context, Reactor } from '../../context.ts';
import type { Database } from '../../db/database.ts';
import { demandFittingKey, fits } from '../../db/fitting-key.ts';
import { openDatabase } from '../../db/open.ts';
import { erasedSince } from '../../db/sqlite/erased-contents.ts';
import { makeElapsed } from '../../elapsed.ts';
import { compactNow } from '../../erasure/compaction.ts';
import { type Erasable, findErasable } from '../../erasure/find-erasable.ts';
import { refusedCommand } from '../../errors.ts';
import { openFiles } from '../../files/open.ts';
import { makeIdSource } from '../../ids.ts';
import { findCompany } from '../../people/company.ts';
import { makeSnapshots } from '../../snapshots.ts';
import { installationKey, openVault } from '../../vault.ts';
import type { Finding } from '../checks/finding.ts';
import { askServer } from './control.ts';
import { demandStore } from './demand-store.ts';
import { type Erased, eraseThoroughly } from './erase-operations.ts';
import { lockFolder } from './folder-lock.ts';
import { type ImportOperations, importOperationsOn } from './import-operations.ts';
import { type PushInstallation, type PushOperations, pushOperationsOn } from './push-operations.ts';
import { type UserOperations, userOperationsOn } from './user-operations.ts';

/** The parts of an installation that commands need, inside or outside a running server. */
export interface WholeInstallation extends PushInstallation {
  /**
   * Loads the reactors; with `none` events make no push messages. The code is loaded only when this is called, because
   * most commands make no events.
   */
  readonly loadReactors: (pushes: 'sent' | 'none') => Promise<Context['reactors']>;
  readonly files: Context['files'];
  /** The settings of the process. */
  readonly config: Config;
}

export interface Status {
  readonly version: string;
  readonly kind: Database['kind'];
  /** 0 on PostgreSQL. */
  readonly storeBytes: number;
  /** Since when the store may hold copies of erased contents; null when it holds none. */
  readonly erasedSince: number | null;
}

/** The operations of commands, performed in the running server or in the command's own process. */
export interface CommandOperations extends PushOperations, UserOperations, ImportOperations {
  status(input: object): Promise<Status>;
  examine(input: object): Promise<readonly Finding[]>;
  apply(input: { readonly file: CompanyFile; readonly options: ApplyOptions }): Promise<Applied | Refused>;
  companies(input: object): Promise<ListedCompany[]>;
  show(input: { readonly companyId: string }): Promise<ShownCompany | null>;
  erase(input: { readonly companyId: string; readonly customerId: string }): Promise<Erased>;
  erasable(input: { readonly companyId: string; readonly customerId: string }): Promise<Erasable>;
  compact(input: object): Promise<object>;
}

async function statusOf(db: Database): Promise<Status> {
  return { version, kind: db.kind, storeBytes: db.size(), erasedSince: (await erasedSince(db.query)) ?? null };
}

type Input<Name extends keyof CommandOperations> = Parameters<CommandOperations[Name]>[0];
type Result<Name extends keyof CommandOperations> = Awaited<ReturnType<CommandOperations[Name]>>;
type Operation<Name extends keyof CommandOperations> = (input: Input<Name>) => Promise<Result<Name>>;

export function operationsOn(installation: WholeInstallation): CommandOperations {
  const { db, vault } = installation;
  return {
    status: () => statusOf(db),
    examine: async () => (await import('../checks/examine.ts')).examine(db, vault, installation.config),
    async apply({ file, options }) {
      await demandSameKey(installation);
      return applyCompanyFile(installation, file, options);
    },
    companies: () => listCompanies(db.query),
    show: async ({ companyId }) => (await showCompany({ query: db.query, vault, companyId })) ?? null,
    erase: async ({ companyId, customerId }) =>
      eraseThoroughly(installation, await findCompany(db.query, companyId), customerId),
    erasable: async ({ companyId, customerId }) =>
      findErasable(db.query, (await findCompany(db.query, companyId)).id, customerId),
    async compact() {
      await compactNow(db);
      return {};
    },
    ...pushOperationsOn(installation),
    ...userOperationsOn(installation),
    ...importOperationsOn(installation),
  };
}

/**
 * Refuses to seal secrets beside those that another key sealed. Several nodes may have started on an empty PostgreSQL with
 * different keys; the first that seals a secret decides.
 */
async function demandSameKey({ db, vault }: WholeInstallation): Promise<void> {
  if (await fits(db.query, vault)) return;
  throw refusedCommand({
    zh: '存储中的密钥是用另一把密钥加密的。请让所有节点使用同一个 GONGDAN_KEY，并重新启动本节点。',
    en: 'the secrets of the store were sealed with another key: give all nodes the same GONGDAN_KEY, and restart this one',
  });
}

/** Performs several operations, in the running server or in this process. */
export interface Session {
  perform<Name extends keyof CommandOperations>(name: Name, input: Input<Name>): Promise<Result<Name>>;
  close(): Promise<void>;
}

/** Opens a session with the running server, or opens the store itself when none runs. Throws when there is no store. */
export async function openSession(config: Config): Promise<Session> {
  if (await askServer(config.data, 'status', {})) return sessionOfServer(config);
  demandStore(config);
  return sessionHere(config);
}

function sessionOfServer({ data }: Config): Session {
  return {
    async perform<Name extends keyof CommandOperations>(name: Name, input: Input<Name>): Promise<Result<Name>> {
      const answer = await askServer(data, name, input);
      if (!answer)
        throw refusedCommand({
          zh: '服务已停止；请再次执行同一条命令来继续',
          en: 'the server was stopped; run the same command again to continue',
        });
      return answer.value as Result<Name>;
    },
    async close() {},
  };
}

async function sessionHere(config: Config): Promise<Session> {
  const lock = lockFolder(config.data);
  const { installation, close } = await openInstallation(config).catch((error) => {
    lock.release();
    throw error;
  });
  const operations = operationsOn(installation);
  return {
    perform<Name extends keyof CommandOperations>(name: Name, input: Input<Name>): Promise<Result<Name>> {
      const operation = operations[name] as Operation<Name>;
      return operation(input);
    },
    close: () => close().finally(() => lock.release()),
  };
}

/** Performs one operation, in the running server or in this process. Only `apply` makes a store when there is none. */
export async function perform<Name extends keyof CommandOperations>(
  config: Config,
  name: Name,
  input: Input<Name>,
): Promise<Result<Name>> {
  const answer = await askServer(config.data, name, input);
  if (answer) return answer.value as Result<Name>;
  if (name !== 'apply') demandStore(config);
  const session = await sessionHere(config);
  return session.perform(name, input).finally(session.close);
}

/**
 * Opens the store; the caller must hold the folder's lock. Throws when the store cannot be used or the key does not fit.
 */
export async function openInstallation(
  config: Config,
): Promise<{ installation: WholeInstallation; close: () => Promise<void> }> {
  const key = installationKey(config);
  const db = await openDatabase(config.databaseUrl === null ? { folder: config.data } : { url: config.databaseUrl });
  try {
    await demandFittingKey(db.query, key, config);
  } catch (error) {
    await db.close();
    throw error;
  }
  const installation = {
    db,
    loadReactors: (pushes: 'sent' | 'none') => reactorsWithoutServer(config, pushes),
    files: await openFiles(config, randomBytes),
    vault: openVault(key),
    snapshots: makeSnapshots(db.query),
    now: Date.now,
    elapsed: makeElapsed(),
    newId: makeIdSource(Date.now),
    random: randomBytes,
    pushAllow: config.pushAllow ?? [],
    config,
  };
  return { installation, close: () => db.close() };
}

async function reactorsWithoutServer(config: Config, pushes: 'sent' | 'none'): Promise<Context['reactors']> {
  const [{ reactorsOf }, { fanOut }] = await Promise.all([import('../../app.ts'), import('../../push/fan-out.ts')]);
  if (pushes === 'none') return reactorsOf(makeNoMessages, config);
  // `wake` does nothing, because no worker runs in this process. The next server finds the due deliveries.
  return reactorsOf(fanOut({ publicUrl: () => config.publicUrl ?? '', wake: () => {} }), config);
}

/** Takes the place of the reactor that makes push messages. */
export const makeNoMessages: Reactor = async () => {};
