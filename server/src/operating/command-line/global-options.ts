import type { Words } from '@gongdan/contract';
import { type Command, Option } from 'commander';
import type { Language } from '../../config/language.ts';
import { spelling } from '../../config/setting-names.ts';
import { type Setting, settings } from '../../config/settings.ts';
import type { DeclaredOption } from './declaration.ts';

/** Options that every command takes. */
export const commonOptions: readonly DeclaredOption[] = [
  { flags: '--json', words: { zh: '结果一律以 JSON 打印', en: 'print results as JSON, also on a terminal' } },
  { flags: '--help-all', words: { zh: '显示帮助，包括所有配置', en: 'show help with all settings' } },
];

/** The settings as options of every command. Help shows them with `--help-all` only. */
export const settingOptions: readonly DeclaredOption[] = [
  {
    flags: '--config <file>',
    words: { zh: '配置文件；默认 gongdan.yaml（如果存在）', en: 'file with settings; gongdan.yaml when it exists' },
  },
  ...Object.values<Setting>(settings).flatMap(optionsOf),
];

function optionsOf({ variable, kind, secret, words }: Setting): DeclaredOption[] {
  const flag = `--${spelling.flag(variable)}`;
  const placeholder = kind.completes === 'folders' ? '<folder>' : '<value>';
  const held: Words = { zh: `存有 ${variable} 的文件`, en: `file that holds ${variable}` };
  const own = { flags: `${flag} ${placeholder}`, words, suggests: kind.choices };
  return secret ? [own, { flags: `${flag}-file <file>`, words: held }] : [own];
}

export function addGlobalOptions(program: Command, language: Language, all: boolean): void {
  for (const { flags, words } of commonOptions) program.option(flags, words[language]);
  for (const { flags, words } of settingOptions) {
    program.addOption(new Option(flags, words[language]).helpGroup('Settings:').hideHelp(!all));
  }
}
