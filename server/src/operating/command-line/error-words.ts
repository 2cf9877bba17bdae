import type { Words } from '@gongdan/contract';
import { wordsOfFault } from '../../config/fault-words.ts';
import { fieldOf, isFault, Problem } from '../../errors.ts';
import { propertyNames } from '../../wire/property-names.ts';
import { WrongUse } from '../terminal/wrong-use.ts';

/** The words of an error for the person at the terminal. Commands name properties as the company file does. */
export function wordsOfError(error: unknown): Words {
  if (error instanceof WrongUse) return error.words;
  if (!(error instanceof Error)) return { zh: String(error), en: String(error) };
  if (!(error instanceof Problem))
    return isFault(error) ? wordsOfFault(error) : { zh: error.message, en: error.message };
  const { zh = error.text, text: en } = error;
  const field = fieldOf(error, propertyNames);
  return field === undefined ? { zh, en } : { zh: `${field}：${zh}`, en: `${field}: ${en}` };
}
