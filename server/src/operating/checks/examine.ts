import type { Config } from '../../config/config.ts';
import type { Database } from '../../db/database.ts';
import type { Vault } from '../../vault.ts';
import type { Finding } from './finding.ts';
import { checkFolder } from './folder.ts';
import { checkMachine } from './machine.ts';
import { checkReach } from './reach.ts';
import { checkStore } from './store.ts';

/** The checks that need no store, by the settings and the environment of this process. */
export async function checkPlace(config: Config): Promise<readonly Finding[]> {
  return [...checkMachine(), ...(await checkFolder(config)), ...checkReach(config)];
}

/** All checks. A running server performs them, because its settings and environment may differ from those of the command. */
export async function examine(db: Database, vault: Vault, config: Config): Promise<readonly Finding[]> {
  return [...(await checkPlace(config)), ...(await checkStore(db, vault, config))];
}
