import { stringify } from 'yaml';
import { Problem } from '../../errors.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { perform } from './operations.ts';

/** Prints the company as a file for `apply`, with app keys but without passwords. */
export async function show({ config }: Invocation, companyId: string): Promise<void> {
  const shown = await perform(config, 'show', { companyId });
  if (!shown) throw new Problem('request_refused', `there is no company ${companyId}`);
  if (shown.hiddenCustomers > 0)
    console.error(`${shown.hiddenCustomers} customers are left out, because a file cannot hold so many`);
  process.stdout.write(stringify(shown.content, { lineWidth: 0 }));
}
