import type { Words } from '@gongdan/contract';

/** A language in which commands print their texts. */
export type Language = keyof Words;

/**
 * The language of the user: Chinese when the locale says so, English otherwise. The first variable that is set decides,
 * in the order of POSIX (https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html).
 */
export function languageOf(environment: Readonly<Record<string, string | undefined>> = process.env): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  return /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'zh' : 'en';
}
