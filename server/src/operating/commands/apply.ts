import type { ApplyOptions } from '../../company-file/apply.ts';
import { faultsProblem, readCompanyFile } from '../../company-file/read.ts';
import { keptSections } from '../../company-file/sections/kept.ts';
import type { Config } from '../../config/config.ts';
import { perform } from './operations.ts';

/** Makes a company what the file says and prints its app credentials; a dry run prints what would change. */
export async function apply(config: Config, path: string, options: ApplyOptions): Promise<void> {
  const source = await readCompanyFile(path);
  for (const notice of source.notices) console.error(notice);
  const outcome = await perform(config, 'apply', { file: source.content, options });
  if ('faults' in outcome) throw faultsProblem(source, outcome.faults);
  const { companyid, apps, changes } = outcome;
  const idle = keptSections.map(({ name }) => name).filter((name) => Object.hasOwn(source.content, name));
  if (idle.length > 0) console.error(`nothing acts on ${idle.join(', ')} yet; they are kept as the file gives them`);
  const count = (kind: string) => changes.filter(({ change }) => change === kind).length;
  const counts = { create: count('create'), update: count('update'), remove: count('remove') };
  console.log(JSON.stringify(options.dryRun ? { ...counts, changes } : { companyid, apps }));
  console.error(
    `${companyid}: ${counts.create} created, ${counts.update} updated, ${counts.remove} removed${options.dryRun ? ' (dry run)' : ''}`,
  );
}
