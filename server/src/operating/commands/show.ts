import { stringify } from 'yaml';
import { refusedCommand } from '../../errors.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { perform } from './operations.ts';

/** Prints the company as a file for `apply`, with app keys but without passwords: as YAML, or as JSON with `--json`. */
export async function show({ terminal, config }: Invocation, companyId: string): Promise<void> {
  const shown = await perform(config, 'show', { companyId });
  if (!shown) throw refusedCommand({ zh: `没有企业 ${companyId}`, en: `there is no company ${companyId}` });
  const { content, hiddenCustomers } = shown;
  if (hiddenCustomers > 0) {
    terminal.say({
      zh: `省略了 ${hiddenCustomers} 个客户，因为一个文件容纳不下`,
      en: `${hiddenCustomers} customers are left out, because a file cannot hold so many`,
    });
  }
  process.stdout.write(terminal.jsonDemanded ? `${JSON.stringify(content)}\n` : stringify(content, { lineWidth: 0 }));
}
