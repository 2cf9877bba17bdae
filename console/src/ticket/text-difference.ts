import { diffArrays } from 'diff';

export interface Piece {
  readonly text: string;
  readonly how: 'same' | 'gone' | 'came';
}

/** Longer texts, in characters, would take noticeable time to compare: they are shown as replaced whole. */
const longest = 20_000;

/** Compares two texts word by word. `Intl.Segmenter` finds the words, because Chinese has no spaces between them. */
export function textDifference(from: string, to: string): Piece[] {
  if (from === to) return from === '' ? [] : [{ text: from, how: 'same' }];
  if (from === '' || to === '' || from.length + to.length > longest) return replaced(from, to);
  return diffArrays(words(from), words(to)).map(({ value, added, removed }) => ({
    text: value.join(''),
    how: added ? 'came' : removed ? 'gone' : 'same',
  }));
}

function replaced(from: string, to: string): Piece[] {
  const pieces: Piece[] = [
    { text: from, how: 'gone' },
    { text: to, how: 'came' },
  ];
  return pieces.filter((piece) => piece.text !== '');
}

let segmenter: Intl.Segmenter | undefined;

function words(text: string): string[] {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
