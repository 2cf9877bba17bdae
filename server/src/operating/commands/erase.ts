import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Invocation } from '../command-line/declaration.ts';
import { perform } from './operations.ts';

/** Removes a person's data for good and prints how many tickets named the person. */
export async function erase({ config }: Invocation, companyId: string, customerId: string): Promise<void> {
  const { left, ...erased } = await perform(config, 'erase', { companyId, customerId });
  console.log(JSON.stringify(erased));
  if (left !== undefined) {
    console.error(`The store may still hold copies of erased contents: ${left}. Run gongdan compact.`);
    process.exitCode = 1;
  }
  for (const copy of olderCopies(config.data)) console.error(`${copy} is an older copy and still holds the person.`);
}

/**
 * Finds copies of the store in the data folder: those made before a migration or a restore, and those set aside when
 * somebody replaced the store of a running server. Back-ups in other places are not searched.
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
