import type { Words } from '@gongdan/contract';

/** Returns the known word that the given one most likely means; undefined when none is near. */
export function nearest(given: string, known: readonly string[]): string | undefined {
  const wanted = given.toLowerCase();
  // `name` means `group_name`, and `group_id` means `groupid`.
  const plain = (word: string) => word.toLowerCase().replace(/[^a-z0-9]/g, '');
  const same = known.find((word) => plain(word) === plain(given) || word.endsWith(`_${wanted}`));
  if (same !== undefined) return same;
  const most = Math.max(1, Math.floor(given.length / 3));
  const distances = known.map((word) => ({ word, distance: distanceOf(wanted, word.toLowerCase()) }));
  return distances.filter(({ distance }) => distance <= most).sort((a, b) => a.distance - b.distance)[0]?.word;
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

/** Counts the letters to insert, drop, replace or swap with their neighbour until both words are equal. */
function distanceOf(one: string, other: string): number {
  let older: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + cost);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        least = Math.min(least, older[j - 2]! + 1);
      }
      next.push(least);
    }
    [older, row] = [row, next];
  }
  return row[other.length]!;
}
