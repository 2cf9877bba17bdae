import type { Language } from '../../config/language.ts';
import { fieldOf, isFault, Problem } from '../../errors.ts';
import { propertyNames } from '../../wire/property-names.ts';
import { WrongUse } from '../terminal/wrong-use.ts';
import { wordsOfFault } from './fault.ts';

/** The text of an error for the person at the terminal. Commands name properties as the company file does. */
export function sentenceOf(error: unknown, language: Language): string {
  if (error instanceof WrongUse) return error.in(language);
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof Problem)) return isFault(error) ? wordsOfFault(error)[language] : error.message;
  const text = (language === 'zh' && error.zh) || error.text;
  const field = fieldOf(error, propertyNames);
  if (field === undefined) return text;
  return language === 'zh' ? `${field}：${text}` : `${field}: ${text}`;
}

/**
 * Replaces control characters: a message may quote a file, whose text must not control the terminal. `[^\P{C}\n]`
 * matches the characters of Unicode's category C (control, format, unassigned) but not the line feed.
 */
export function printable(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, ' ');
}
