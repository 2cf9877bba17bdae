import type { Words } from '@gongdan/contract';
import { chineseFile } from './chinese.ts';
import { englishFile } from './english.ts';
import type { FirstFile } from './values.ts';

/** Writes a company file to begin with, in the language of the operator. It can be applied as it is. */
export function firstFile(language: keyof Words, values: FirstFile): string {
  return language === 'zh' ? chineseFile(values) : englishFile(values);
}
