import { diffArrays } from 'diff';

export interface Piece {
  readonly text: string;
  readonly how: 'same' | 'gone' | 'came';
}

/** Beyond this the comparison could take noticeable time: then all of the old goes and all of the new comes. */
const longest = 20_000;

/** Two texts compared word by word, as the language divides them: Chinese has no spaces. */
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
