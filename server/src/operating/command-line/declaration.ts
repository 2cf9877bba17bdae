import type { Words } from '@gongdan/contract';
import { type Command, Option } from 'commander';
import type { Config, SettingOrigins } from '../../config/config.ts';
import type { Language } from '../../config/language.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { WrongUse } from '../terminal/wrong-use.ts';

/** What every command gets before its own arguments. */
export interface Invocation {
  readonly terminal: Terminal;
  readonly config: Config;
}

/** A command that was started. */
export interface Started extends Invocation {
  /** Where each setting was given. */
  readonly origins: SettingOrigins;
}

/** One command, as data. Help, completion and docs/commands.md are made from it. */
export interface Declaration {
  /** Its name and its arguments: `apply <file>`. */
  readonly usage: string;
  readonly words: Words;
  /** The words of each argument, by its name. Arguments that are in `commonArguments` may be left out. */
  readonly arguments?: Readonly<Record<string, Words>>;
  /** The values that an argument may have, by its name. */
  readonly argumentChoices?: Readonly<Record<string, readonly string[]>>;
  readonly options?: readonly DeclaredOption[];
  readonly examples?: readonly Example[];
  /** False for a command that works also while settings are wrong. It gets the defaults. */
  readonly needsSettings?: false;
  /**
   * Runs the command with its arguments and, last, its options. Its code is loaded by `import()`, so that a command does
   * not wait for the code of the others. commander gives the arguments as strings and the options by their names.
   */
  readonly run: (started: Started, ...given: never[]) => unknown;
}

/** A command that has commands below it, such as `push list`. */
export interface DeclaredGroup {
  readonly name: string;
  readonly words: Words;
  readonly commands: readonly Declaration[];
}

export interface DeclaredOption {
  /** As commander writes it: `--refused <file>`. */
  readonly flags: string;
  /** The flag by which commander knows it, when a setting has the flag that people type (`withOwnFlags` in program.ts). */
  readonly ownFlag?: string;
  readonly words: Words;
  readonly choices?: readonly string[];
  readonly fallback?: string | number;
  /** Makes the value of the text. Throws WrongUse with the words of what was expected. */
  readonly parse?: (text: string, before: unknown) => unknown;
  /** Values that a shell may complete, although others are allowed. */
  readonly suggests?: readonly string[] | undefined;
  readonly required?: boolean;
}

export interface Example {
  /** What is typed after `gongdan`. */
  readonly line: string;
  readonly words: Words;
}

/** Arguments and options that mean the same wherever they appear. */
export const commonArguments: Readonly<Record<string, Words>> = {
  companyid: { zh: '企业编号', en: 'id of the company' },
  pushid: { zh: '推送端点编号', en: 'id of the push endpoint' },
  email: { zh: '客服的邮箱', en: 'e-mail of the agent' },
};

/** `--company` of commands whose arguments name something else. */
export const companyOption: DeclaredOption = {
  flags: '--company <companyid>',
  words: { zh: '所属企业的编号', en: 'id of the company' },
  required: true,
};

/** `--yes` of commands that ask before they remove something. */
export const yes: DeclaredOption = {
  flags: '--yes',
  words: { zh: '不询问，直接执行', en: 'do it without asking' },
};

/** Starts a command: reads the settings and opens the terminal. */
export type Begin = (declaration: Declaration) => Promise<Started>;

/** Adds the command to `parent`, with its words in the user's language. */
export function addCommand(parent: Command, language: Language, declaration: Declaration, begin: Begin): void {
  const { usage, words, options = [], examples = [], run } = declaration;
  const command = parent.command(usage).description(words[language]);
  for (const argument of command.registeredArguments) {
    const name = argument.name();
    argument.description = { ...commonArguments, ...declaration.arguments }[name]?.[language] ?? '';
    const choices = declaration.argumentChoices?.[name];
    if (choices) argument.choices(choices);
  }
  for (const option of options) command.addOption(optionOf(option, language));
  if (examples.length > 0) command.addHelpText('after', examplesOf(examples, language));
  command.action(async (...given: unknown[]) => {
    // commander adds the command itself as the last argument.
    await run(await begin(declaration), ...(given.slice(0, -1) as never[]));
  });
}

export function addGroup(parent: Command, language: Language, group: DeclaredGroup, begin: Begin): void {
  const command = parent.command(group.name).description(group.words[language]);
  for (const declaration of group.commands) addCommand(command, language, declaration, begin);
}

function optionOf(declared: DeclaredOption, language: Language): Option {
  const { flags, ownFlag, words, choices, fallback, parse, required = false } = declared;
  const known = ownFlag === undefined ? flags : flags.replace(/^--[\w-]+/, ownFlag);
  const option = new Option(known, words[language]).makeOptionMandatory(required);
  // Help shows what people type.
  option.flags = flags;
  if (choices) option.choices(choices);
  if (parse) option.argParser((text, before) => parsed(declared, text, () => parse(text, before)));
  if (fallback !== undefined) option.default(fallback);
  return option;
}

function parsed({ flags }: DeclaredOption, text: string, parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    const { zh, en } = error.words;
    throw new WrongUse(
      { zh: `选项 ${flags} 的值 ${text} 无效：${zh}`, en: `${flags}: ${text} is invalid: ${en}` },
      error,
    );
  }
}

function examplesOf(examples: readonly Example[], language: Language): string {
  const title = { zh: '示例：', en: 'Examples:' }[language];
  const lines = examples.flatMap(({ line, words }) => [`  gongdan ${line}`, `      ${words[language]}`]);
  return ['', title, ...lines].join('\n');
}
