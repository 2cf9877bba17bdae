import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Words } from '@gongdan/contract';
import type { Applied, ApplyOptions, Refused } from '../../company-file/apply.ts';
import { faultsProblem, readCompanyFile, type SourceFile } from '../../company-file/read.ts';
import { removalsOf } from '../../company-file/removals.ts';
import { unusedIn, unusedWords } from '../../company-file/unused.ts';
import type { Config } from '../../config/config.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { countChanges, listChanges, listRemovals } from './change-list.ts';
import { askServer } from './control.ts';
import { hasStore } from './demand-store.ts';
import { type CommandOperations, perform } from './operations.ts';

type ApplyInput = Parameters<CommandOperations['apply']>[0];

export interface GivenApply {
  readonly dryRun?: boolean;
  readonly prune?: boolean;
  readonly yes?: boolean;
}

/** Applies the file and prints the company's app credentials; a dry run prints the changes instead. */
export async function apply(invocation: Invocation, path: string, options: GivenApply): Promise<void> {
  const { terminal, config } = invocation;
  const { dryRun = false } = options;
  const source = await readCompanyFile(path);
  for (const notice of source.notices) terminal.say(notice);
  const prune = options.prune && !dryRun ? await askForRemovals(invocation, source, options) : options.prune;
  const outcome = await attempt(config, source, { dryRun, prune: prune ?? false });
  const unused = unusedIn(source.content);
  if (unused.length > 0) terminal.say(unusedWords(unused));
  for (const warning of outcome.warnings) terminal.say(asWarning(source.describe(warning)));
  const { companyid, apps, changes } = outcome;
  if (dryRun) terminal.printResult({ ...countsOf(outcome), changes }, () => listChanges(changes));
  else terminal.printResult({ companyid, apps }, listApps);
  terminal.say(countChanges(companyid, countsOf(outcome), dryRun));
}

/** Lists what would be removed and asks. Returns the keys that may be removed, so that nothing else is. */
async function askForRemovals(
  { terminal, config }: Invocation,
  source: SourceFile,
  { yes }: GivenApply,
): Promise<string[]> {
  const { changes } = await attempt(config, source, { dryRun: true, prune: true });
  const removals = removalsOf(changes);
  if (removals.length === 0) return [];
  terminal.say(listRemovals(removals));
  const question = { zh: `确定删除这 ${removals.length} 项吗？`, en: `Remove these ${removals.length}?` };
  await terminal.confirm(question, { yes });
  return removals.map(({ key }) => key);
}

async function attempt(config: Config, source: SourceFile, options: ApplyOptions): Promise<Applied> {
  const input = { file: source.content, options };
  const outcome = options.dryRun ? await performDry(config, input) : await perform(config, 'apply', input);
  if ('faults' in outcome) throw faultsProblem(source, outcome.faults);
  return outcome;
}

/** When there is no store, a dry run uses one in a temporary folder, because the data folder must stay as it is. */
async function performDry(config: Config, input: ApplyInput): Promise<Applied | Refused> {
  if (hasStore(config) || (await askServer(config.data, 'status', {}))) return perform(config, 'apply', input);
  const folder = await mkdtemp(join(tmpdir(), 'gongdan-dry-run-'));
  return perform({ ...config, data: folder }, 'apply', input).finally(() => rm(folder, { recursive: true }));
}

function countsOf({ changes }: Applied) {
  const count = (kind: string) => changes.filter(({ change }) => change === kind).length;
  return { create: count('create'), update: count('update'), remove: count('remove') };
}

function listApps({ apps }: Pick<Applied, 'companyid' | 'apps'>): Words {
  const text = apps.map(({ appid, app_key }) => `appid    ${appid}\napp_key  ${app_key}`).join('\n\n');
  return { zh: text, en: text };
}

function asWarning({ zh, en }: Words): Words {
  return { zh: `警告：${zh}`, en: `warning: ${en}` };
}
