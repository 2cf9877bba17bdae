import type { Words } from '@gongdan/contract';
import { chineseFile } from './chinese.ts';
import { englishFile } from './english.ts';

/** What differs from one first company file to the next. */
export interface FirstFile {
  /** 32 hex digits. */
  readonly companyid: string;
  readonly appKey: string;
  /** The signing secret of its push endpoint. */
  readonly secret: string;
  /** The path of the schema, relative to the file. */
  readonly schema: string;
  /** The file's own path, for its comments. */
  readonly file: string;
}

/** Writes a company file to begin with, in the language of the operator. It can be applied as it is. */
export function firstFile(language: keyof Words, values: FirstFile): string {
  return language === 'zh' ? chineseFile(values) : englishFile(values);
}
