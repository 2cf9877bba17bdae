import type { Words } from '@gongdan/contract';
import { type NameComparison, nearName } from './near-name.ts';

/**
 * Returns the setting, option or command that somebody who typed `name` most likely meant: the one that is spelt most like it,
 * else one that begins with it. Undefined when there is neither.
 */
export function nearestOf(name: string, candidates: readonly string[]): string | undefined {
  const near = nearName(name, candidates, comparison);
  if (near !== undefined) return near;
  const bare = bareName(name);
  return bare.length < 3 ? undefined : candidates.find((candidate) => bareName(candidate).startsWith(bare));
}

const comparison: NameComparison = { fold: bareName, most: (letters) => Math.max(2, letters * 0.4) };

/** Asks whether the nearest name was meant, to be put behind the fault: `; did you mean --port?`. Empty when there is none. */
export function suggestion(nearest: string | undefined): Words {
  return nearest === undefined ? { zh: '', en: '' } : { zh: `；是不是 ${nearest}？`, en: `; did you mean ${nearest}?` };
}

/** Dashes in front and `GONGDAN_` are the same in all candidates, so they make no name nearer. */
function bareName(name: string): string {
  return name.replace(/^(-{1,2}|GONGDAN_)/, '').toLowerCase();
}
