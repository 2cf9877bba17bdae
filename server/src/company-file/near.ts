import type { Words } from '@gongdan/contract';
import { distance } from '../config/nearest.ts';

/** Returns the known word that the given one most likely means; undefined when none is near. */
export function nearest(given: string, known: readonly string[]): string | undefined {
  const wanted = given.toLowerCase();
  // `name` means `group_name`, and `group_id` means `groupid`.
  const plain = (word: string) => word.toLowerCase().replace(/[^a-z0-9]/g, '');
  const same = known.find((word) => plain(word) === plain(given) || word.endsWith(`_${wanted}`));
  if (same !== undefined) return same;
  const most = Math.max(1, Math.floor(given.length / 3));
  const ranked = known.map((word) => ({ word, letters: distance(wanted, word.toLowerCase()) }));
  return ranked.filter(({ letters }) => letters <= most).sort((one, other) => one.letters - other.letters)[0]?.word;
}

/** Says that there is no such key, and which one may be meant. */
export function noSuchKey(given: string, known: readonly string[]): Words {
  const near = nearest(given.slice(0, longestWord), known);
  if (near !== undefined) return { zh: `没有这个键；是否想写 ${near}？`, en: `no such key; did you mean ${near}?` };
  if (known.length === 0 || known.length > mostListed) return { zh: '没有这个键', en: 'no such key' };
  return { zh: `没有这个键；可用的键有 ${known.join('、')}`, en: `no such key; there are ${known.join(', ')}` };
}

/** A longer key is no misspelt one, and comparing it would take long. */
const longestWord = 64;
const mostListed = 12;
