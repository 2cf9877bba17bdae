/**
 * How text is compared where case does not count. Both stores look for the spellings that are made here, so that they
 * and the code answer alike (docs/decisions/0028).
 */

/** Folds to an i and a combining dot: the only letter that folds to two. */
const dottedI = 'İ';
const dot = '\u0307';

/** Unicode's lower case in no language, with one form of the small sigma, which has another at the end of a word. */
export function fold(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ');
}

/** Where the wanted text must stand in another text. */
export type Extent = 'part' | 'beginning' | 'whole';

/**
 * A regular expression for every text of which the given one is a part, the beginning or the whole, whatever the case.
 * PostgreSQL and JavaScript read it alike: it has nothing but letters, classes of letters and groups.
 */
export function patternOf(text: string, extent: Extent): string {
  const pattern = unitsOf(text, extent).map(anyOf).join('');
  return `${extent === 'part' ? '' : '^'}${pattern}${extent === 'whole' ? '$' : ''}`;
}

/** Whether each of its letters has one spelling alone, as those of Chinese have: to look for the text itself is quicker. */
export function isCaseless(text: string): boolean {
  return unitsOf(text, 'part').every((unit) => unit.length === 1);
}

/** A search reads at most this many ranges of an index. */
const mostBeginnings = 16;

/**
 * Beginnings of all texts that the given one begins, whatever the case. A, B … Z are left out: indexes and stored keys
 * have them in lower case. Further letters that would make more than 16 beginnings are left out, too.
 */
export function beginningsOf(text: string): string[] {
  let begun = [''];
  for (const unit of unitsOf(text, 'beginning')) {
    const letters = [...new Set(unit.map((one) => one.replace(/[A-Z]/g, (letter) => letter.toLowerCase())))];
    if (begun.length * letters.length > mostBeginnings) break;
    begun = begun.flatMap((one) => letters.map((letter) => one + letter));
  }
  return begun;
}

/** Whether no beginning was cut short. Then every row in the ranges fits. */
export function isBegunWhole(text: string): boolean {
  const folded = fold(text);
  return beginningsOf(text).every((beginning) => fold(beginning) === folded);
}

/** The spellings in lower case. JavaScript's depends on the place of a sigma. */
export function lowerSpellingsOf(text: string): string[] {
  const lower = text.toLowerCase();
  const sigmas = [...lower].filter((letter) => letter === 'σ' || letter === 'ς').length;
  if (sigmas === 0 || 2 ** sigmas > mostBeginnings) return [lower];
  return [...lower].reduce(
    (begun, letter) => begun.flatMap((one) => (fold(letter) === 'σ' ? [`${one}σ`, `${one}ς`] : [one + letter])),
    [''],
  );
}

/** For each letter of the folded text, every letter that folds to it. İ folds to two: the edge of a text may fall between. */
function unitsOf(text: string, extent: Extent): (readonly string[])[] {
  const letters = [...fold(text)];
  return letters.flatMap((letter, place) => {
    if (letter === 'i' && letters[place + 1] === dot) return [[`i${dot}`, `I${dot}`, dottedI]];
    if (letter === dot && letters[place - 1] === 'i') return [];
    if (letter === dot && place === 0 && extent === 'part') return [[dot, dottedI]];
    if (letter === 'i' && place === letters.length - 1 && extent !== 'whole') return [['i', 'I', dottedI]];
    return [spellingsOf(letter)];
  });
}

function anyOf(unit: readonly string[]): string {
  if (unit.length === 1) return unit[0]!.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
  return unit.every((one) => [...one].length === 1) ? `[${unit.join('')}]` : `(?:${unit.join('|')})`;
}

/** All letters that have a case lie before it. */
const endOfCase = 0x1ffff;

let spellings: ReadonlyMap<string, readonly string[]> | undefined;

/** All letters that fold to this one. The table takes 10 ms to make, and most processes never ask for it. */
function spellingsOf(letter: string): readonly string[] {
  spellings ??= makeSpellings();
  return spellings.get(letter) ?? [letter];
}

function makeSpellings(): ReadonlyMap<string, readonly string[]> {
  const made = new Map<string, string[]>();
  for (let code = 0; code <= endOfCase; code += 1) {
    const letter = String.fromCodePoint(code);
    const folded = fold(letter);
    if (folded === letter || letter === dottedI) continue;
    const known = made.get(folded) ?? [folded];
    made.set(folded, [...known, letter]);
  }
  return made;
}
