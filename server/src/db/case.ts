/**
 * How text is compared where case does not count. Both stores search for the spellings that are made here, so that the
 * stores and the code find the same texts (docs/decisions/0028).
 */

/** `İ` is the only letter that folds to two letters: an i and a combining dot. */
const dottedI = 'İ';
const dot = '\u0307';

/**
 * Unicode's lower case, independent of any language. Both forms of the small sigma become σ; ς is the one that ends words.
 */
export function fold(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ');
}

/** Where the wanted text must stand in another text. */
export type Extent = 'part' | 'beginning' | 'whole';

/**
 * A regular expression for every text of which the given one is a part, the beginning or the whole, whatever the case.
 * PostgreSQL and JavaScript read it alike: it has nothing but anchors, letters, classes of letters and groups.
 */
export function patternOf(text: string, extent: Extent): string {
  const pattern = unitsOf(text, extent).map(anyOf).join('');
  return `${extent === 'part' ? '' : '^'}${pattern}${extent === 'whole' ? '$' : ''}`;
}

/**
 * Whether every letter has only one spelling, as in Chinese. Then a search for the text itself is quicker than the pattern.
 */
export function isCaseless(text: string): boolean {
  return unitsOf(text, 'part').every((unit) => unit.length === 1);
}

/** A search reads at most this many ranges of an index. */
const mostBeginnings = 16;

/**
 * Returns every spelling in which a stored text may begin with the given one, whatever the case. A to Z appear in lower case
 * only, as in indexes and stored keys. The spellings are cut off before the letter that would make more than 16 of them.
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

/** Whether `beginningsOf` cuts nothing off this text. If so, every row in the ranges of the index fits. */
export function isBegunWhole(text: string): boolean {
  const folded = fold(text);
  return beginningsOf(text).every((beginning) => fold(beginning) === folded);
}

/**
 * The text in lower case, with every choice of σ and ς: which of them `toLowerCase` makes depends on the letters around it.
 * With five sigmas or more there would be more than 16 spellings, and only the one of `toLowerCase` is returned.
 */
export function lowerSpellingsOf(text: string): string[] {
  const lower = text.toLowerCase();
  const sigmas = [...lower].filter((letter) => letter === 'σ' || letter === 'ς').length;
  if (sigmas === 0 || 2 ** sigmas > mostBeginnings) return [lower];
  return [...lower].reduce(
    (begun, letter) => begun.flatMap((one) => (fold(letter) === 'σ' ? [`${one}σ`, `${one}ς`] : [one + letter])),
    [''],
  );
}

/**
 * For each letter of the folded text, all its spellings. An i and a dot together are also spelled İ. Where the given text may
 * be a part of another, an i at its end or a dot at its beginning may also be half of an İ.
 */
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

/** No letter with a higher code has a case. */
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
