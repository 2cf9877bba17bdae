import { stringify } from 'yaml';
import type { Config } from '../../config/config.ts';
import { Problem } from '../../errors.ts';
import { perform } from './operations.ts';

/** Prints the company as a file that `apply` takes. It holds app keys, but no passwords. */
export async function show(config: Config, companyId: string): Promise<void> {
  const shown = await perform(config, 'show', { companyId });
  if (!shown) throw new Problem('request_refused', `there is no company ${companyId}`);
  if (shown.hiddenCustomers > 0) console.error(`${shown.hiddenCustomers} customers are left out: too many for a file`);
  process.stdout.write(stringify(shown.content, { lineWidth: 0 }));
}
