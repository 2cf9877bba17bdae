import type { ApplyOptions } from '../../company-file/apply.ts';
import { faultsProblem, readCompanyFile } from '../../company-file/read.ts';
import { keptSections } from '../../company-file/sections/kept.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { perform } from './operations.ts';

/** Applies the file and prints the company's app credentials; a dry run prints the changes instead. */
export async function apply({ config }: Invocation, path: string, options: ApplyOptions): Promise<void> {
  const source = await readCompanyFile(path);
  for (const notice of source.notices) console.error(notice);
  const outcome = await perform(config, 'apply', { file: source.content, options });
  if ('faults' in outcome) throw faultsProblem(source, outcome.faults);
  const { companyid, apps, changes } = outcome;
  const unused = keptSections.map(({ name }) => name).filter((name) => Object.hasOwn(source.content, name));
  if (unused.length > 0) console.error(`nothing acts on ${unused.join(', ')} yet; their entries are stored as given`);
  const count = (kind: string) => changes.filter(({ change }) => change === kind).length;
  const counts = { create: count('create'), update: count('update'), remove: count('remove') };
  console.log(JSON.stringify(options.dryRun ? { ...counts, changes } : { companyid, apps }));
  console.error(
    `${companyid}: ${counts.create} created, ${counts.update} updated, ${counts.remove} removed${options.dryRun ? ' (dry run)' : ''}`,
  );
}
