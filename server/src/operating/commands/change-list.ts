import type { Words } from '@gongdan/contract';
import type { PlannedChange } from '../../company-file/plan.ts';
import { nameOf, type Removal } from '../../company-file/removals.ts';
import { printable } from '../terminal/shown.ts';

const mostListed = 200;

/** Lists changes for people: a line for each entry, and below it a line for each key with its old and new value. */
export function listChanges(changes: readonly PlannedChange[]): Words {
  const lines = changes.slice(0, mostListed).flatMap(linesOf).map(printable);
  return withRest(lines, changes.length - mostListed);
}

/** Lists what would be removed, a line for each. */
export function listRemovals(removals: readonly Removal[]): Words {
  const lines = removals.slice(0, mostListed).map(({ section, id, name }) => `- ${section} ${id} ${name}`.trimEnd());
  return withRest(lines.map(printable), removals.length - mostListed);
}

export function countChanges(
  companyid: string,
  { create, update, remove }: { readonly create: number; readonly update: number; readonly remove: number },
  dryRun: boolean,
): Words {
  return {
    zh: `${companyid}：新建 ${create}，更新 ${update}，删除 ${remove}${dryRun ? '（试运行，未写入）' : ''}`,
    en: `${companyid}: ${create} created, ${update} updated, ${remove} removed${dryRun ? ' (dry run)' : ''}`,
  };
}

function withRest(lines: readonly string[], rest: number): Words {
  if (lines.length === 0) return { zh: '没有变化', en: 'nothing changes' };
  const more =
    rest > 0 ? [{ zh: `…… 另有 ${rest} 项，用 --json 查看全部`, en: `… and ${rest} more; --json shows all` }] : [];
  return {
    zh: [...lines, ...more.map(({ zh }) => zh)].join('\n'),
    en: [...lines, ...more.map(({ en }) => en)].join('\n'),
  };
}

const signs = { create: '+', update: '~', remove: '-' } as const;

function linesOf({ change, section, id, keys = [], from = {}, to = {} }: PlannedChange): string[] {
  const head = `${signs[change]} ${section} ${id}`;
  if (change === 'remove') return [`${head} ${nameOf(from)}`.trimEnd()];
  const shown = change === 'create' ? Object.keys(to) : keys;
  return [head, ...shown.map((key) => `    ${lineOf(key, change === 'update', from[key], to[key])}`)];
}

function lineOf(key: string, isUpdate: boolean, before: unknown, after: unknown): string {
  if (key === 'order') return 'order';
  return isUpdate ? `${key}: ${written(before)} → ${written(after)}` : `${key}: ${written(after)}`;
}

const longestValue = 120;

function written(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? '""');
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
