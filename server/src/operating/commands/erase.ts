import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { perform } from './operations.ts';

/** Removes a person's data for good; prints how many tickets knew the person. */
export async function erase(config: Config, companyId: string, customerId: string): Promise<void> {
  const { left, ...erased } = await perform(config, 'erase', { companyId, customerId });
  console.log(JSON.stringify(erased));
  if (left !== undefined) {
    console.error(`Copies of what was erased may still lie in the store: ${left}. Run gongdan compact.`);
    process.exitCode = 1;
  }
  for (const copy of olderCopies(config.data)) console.error(`${copy} was made before, and still holds the person.`);
}

/**
 * Copies of the store in the data folder: from before a migration or a restore, or set aside when it was replaced under a
 * server. Others are where they were put.
 */
function olderCopies(data: string): string[] {
  const backups = namesIn(join(data, 'backups')).map((name) => join(data, 'backups', name));
  const replaced = namesIn(data).filter((name) => /^(replaced|gongdan\.db\.displaced)-/.test(name));
  return [...backups, ...replaced.map((name) => join(data, name))];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
