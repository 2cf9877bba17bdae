import { diffArrays } from 'diff';

export interface TextPiece {
  readonly text: string;
  readonly kind: 'same' | 'removed' | 'added';
}

/**
 * If two texts together have more characters than this, the whole old text is shown as removed and the whole new one as
 * added: comparing them would take noticeable time.
 */
const maxLength = 20_000;

/** Compares two texts word by word. `Intl.Segmenter` finds the words, because Chinese has no spaces between them. */
export function textDifference(from: string, to: string): TextPiece[] {
  if (from === to) return from === '' ? [] : [{ text: from, kind: 'same' }];
  if (from === '' || to === '' || from.length + to.length > maxLength) return replaced(from, to);
  return diffArrays(words(from), words(to)).map(({ value, added, removed }) => ({
    text: value.join(''),
    kind: added ? 'added' : removed ? 'removed' : 'same',
  }));
}

function replaced(from: string, to: string): TextPiece[] {
  const pieces: TextPiece[] = [
    { text: from, kind: 'removed' },
    { text: to, kind: 'added' },
  ];
  return pieces.filter((piece) => piece.text !== '');
}

let segmenter: Intl.Segmenter | undefined;

function words(text: string): string[] {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
