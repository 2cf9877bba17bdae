import type { Words } from '@gongdan/contract';

/** The command line or a setting is wrong. Nothing was done, and the exit code is 2. */
export class WrongUse extends Error {
  readonly words: Words;

  constructor(words: Words, cause?: unknown) {
    super(words.en, { cause });
    this.name = 'WrongUse';
    this.words = words;
  }
}
