import fc from 'fast-check';

/**
 * Letters with unusual case. Some are pairs beyond ASCII, and capitals that JavaScript folds to two letters or to an ASCII
 * one. The others are forms of sigma, title case, ligatures, surrogate pairs, and letters of scripts whose case is new.
 */
const odd = [...'IiıİK\u212aÅåßẞſΣσςǄǅǆﬀﬁÉéПпГг\u0307ᎠꭰᏰᏸႠⴀᲐა𐐀𐐨𞤀𞤢Ⅷⅷ𐵐𐵰Ᲊᲊ'];
const others = [...'abkKsS王门%_\\.*+?^$()[]{}|/- \n'];

/** Arbitrary short texts, of which one often contains another. */
export const textWithCase = fc.oneof(
  fc.string({ unit: fc.constantFrom(...odd, ...others), maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }).filter((text) => text.isWellFormed() && !text.includes('\0')),
);

/** An arbitrary text, and another that may be a part of it in any case. */
export const textAndPart = fc
  .tuple(textWithCase, textWithCase, fc.nat(), fc.nat(), fc.constantFrom('lower', 'upper', 'same', 'other'))
  .map(([text, other, from, length, how]): [string, string] => {
    if (how === 'other') return [text, other];
    const letters = [...text];
    const start = from % (letters.length + 1);
    const part = letters.slice(start, start + (length % (letters.length + 1))).join('');
    return [text, how === 'lower' ? part.toLowerCase() : how === 'upper' ? part.toUpperCase() : part];
  });

/** Folds the text letter by letter: an independent implementation of the rule. */
export function foldedByLetter(text: string): string {
  return [...text].map((letter) => (letter === 'ς' ? 'σ' : letter.toLowerCase())).join('');
}
