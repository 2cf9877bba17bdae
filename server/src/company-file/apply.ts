import type { Database } from '../db/database.ts';
import type { Snapshots } from '../snapshots.ts';
import type { Vault } from '../vault.ts';
import type { Fault } from './fault.ts';
import type { CompanyFile } from './shape.ts';

/** What a company file is applied to. */
export interface Installation {
  readonly db: Database;
  readonly vault: Vault;
  readonly snapshots: Snapshots;
  readonly now: () => number;
  readonly newId: () => string;
}

export interface ApplyOptions {
  /** Plans and checks, writes nothing. */
  readonly dryRun?: boolean;
  /** Removes entries of the file's sections that it does not name and nothing refers to. */
  readonly prune?: boolean;
}

/** One entry that is (or would be) made, changed or removed; `keys` are those that change. */
export interface PlannedChange {
  readonly change: 'create' | 'update' | 'remove';
  readonly section: string;
  readonly id: string;
  readonly keys?: readonly string[];
}

export interface Applied {
  readonly companyid: string;
  readonly apps: readonly { readonly appid: string; readonly app_key: string }[];
  readonly changes: readonly PlannedChange[];
}

/** What of the file can't be; nothing was written then. */
export interface Refused {
  readonly faults: readonly Fault[];
}

/** Makes the company what the file says, in one transaction: applying it a second time changes nothing. */
export async function applyCompanyFile(
  installation: Installation,
  file: CompanyFile,
  options: ApplyOptions = {},
): Promise<Applied | Refused> {
  throw new Error(`applying is under way: ${installation.db.kind} ${file.company.companyid} ${options.prune}`);
}
