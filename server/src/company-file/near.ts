import type { Words } from '@gongdan/contract';
import { type NameComparison, nearName } from '../config/near-name.ts';
import { suggestion } from '../config/nearest.ts';

/** Returns the known word that the given one most likely means; undefined when none is near. */
export function nearest(given: string, known: readonly string[]): string | undefined {
  const wanted = given.toLowerCase();
  // `name` means `group_name`, and `group_id` means `groupid`.
  const plain = (word: string) => word.toLowerCase().replace(/[^a-z0-9]/g, '');
  const same = known.find((word) => plain(word) === plain(given) || word.endsWith(`_${wanted}`));
  return same ?? nearName(given, known, comparison);
}

const comparison: NameComparison = {
  fold: (word) => word.toLowerCase(),
  most: (letters) => Math.max(1, Math.floor(letters / 3)),
};

/** Says that there is no such key, and which one may be meant. */
export function noSuchKey(given: string, known: readonly string[]): Words {
  const near = nearest(given, known);
  if (near !== undefined) {
    const { zh, en } = suggestion(near);
    return { zh: `没有这个键${zh}`, en: `no such key${en}` };
  }
  if (known.length === 0 || known.length > mostListed) return { zh: '没有这个键', en: 'no such key' };
  return { zh: `没有这个键；可用的键有 ${known.join('、')}`, en: `no such key; there are ${known.join(', ')}` };
}

const mostListed = 12;
