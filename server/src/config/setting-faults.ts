import type { Words } from '@gongdan/contract';
import { Problem } from '../errors.ts';

/** One wrong setting: the flag, variable or key as it was given, and what is wrong with it. */
export interface SettingFault {
  readonly at: string;
  readonly words: Words;
}

/** One Problem for all wrong settings, each in a line of its own. */
export function wrongSettings(faults: readonly SettingFault[]): Problem {
  const zh = faults.map(({ at, words }) => `${at}：${words.zh}`).join('\n');
  const en = faults.map(({ at, words }) => `${at}: ${words.en}`).join('\n');
  return new Problem('request_refused', en, { zh });
}
