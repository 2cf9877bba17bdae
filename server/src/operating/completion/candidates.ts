import type { Words } from '@gongdan/contract';
import { commandsOf } from '../command-line/all-commands.ts';
import type { Declaration, DeclaredGroup, DeclaredOption } from '../command-line/declaration.ts';
import { commonOptions, settingOptions } from '../command-line/global-options.ts';

/** What may stand in one place of the command line: files, folders, one of some words, or what no shell can know. */
export type Values = 'files' | 'folders' | 'unknown' | readonly string[];

export interface CompletedOption {
  /** With its dashes: `--errors`. */
  readonly flag: string;
  /** Undefined for an option without a value. */
  readonly values: Values | undefined;
  readonly words: Words;
}

/** A command as completion sees it. */
export interface CompletedCommand {
  /** `push list` */
  readonly path: string;
  readonly words: Words;
  readonly options: readonly CompletedOption[];
  /** What each of its arguments may be. */
  readonly arguments: readonly Values[];
}

/** All that can be typed after `gongdan`. */
export interface Candidates {
  readonly groups: readonly { readonly path: string; readonly words: Words }[];
  readonly commands: readonly CompletedCommand[];
  /** Options of every command, among them the settings. */
  readonly everywhere: readonly CompletedOption[];
}

export function candidatesOf(declared: readonly (Declaration | DeclaredGroup)[]): Candidates {
  return {
    groups: declared.flatMap((one) => ('usage' in one ? [] : [{ path: one.name, words: one.words }])),
    commands: commandsOf(declared).map(({ path, declaration }) => ({
      path,
      words: declaration.words,
      options: (declaration.options ?? []).map(completedOption),
      arguments: argumentsOf(declaration),
    })),
    everywhere: [...commonOptions, help, ...settingOptions].map(completedOption),
  };
}

const help: DeclaredOption = { flags: '--help', words: { zh: '显示帮助', en: 'show help' } };

function completedOption({ flags, words, choices, suggests }: DeclaredOption): CompletedOption {
  const [, flag = '', placeholder] = /(--[a-z0-9-]+)(?: [<[]([^>\]]*))?/.exec(flags) ?? [];
  return { flag, words, values: placeholder === undefined ? undefined : valuesOf(placeholder, choices ?? suggests) };
}

function argumentsOf({ usage, argumentChoices = {} }: Declaration): Values[] {
  const names = [...usage.matchAll(/[<[]([^>\].]*)/g)].map(([, name]) => name!);
  return names.map((name) => valuesOf(name, argumentChoices[name]));
}

function valuesOf(name: string, choices: readonly string[] | undefined): Values {
  if (choices) return choices;
  if (name === 'file') return 'files';
  return name === 'folder' || name === 'place' ? 'folders' : 'unknown';
}

/** The names that may follow `path`: with "" the commands and groups, with `push` the commands below it. */
export function namesBelow({ groups, commands }: Candidates, path: string): { name: string; words: Words }[] {
  const start = path === '' ? '' : `${path} `;
  return [...commands, ...groups]
    .filter((one) => one.path.startsWith(start) && !one.path.slice(start.length).includes(' '))
    .map((one) => ({ name: one.path.slice(start.length), words: one.words }));
}

/** The flags of all options that take a value. The argument after such a flag is no command and no argument. */
export function flagsWithValue({ commands, everywhere }: Candidates): string[] {
  const all = [...everywhere, ...commands.flatMap(({ options }) => options)];
  return [...new Set(all.filter(({ values }) => values !== undefined).map(({ flag }) => flag))];
}
