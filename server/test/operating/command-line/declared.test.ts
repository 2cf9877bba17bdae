import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Words } from '@gongdan/contract';
import type { Command } from 'commander';
import stringWidth from 'string-width';
import type { Language } from '../../../src/config/language.ts';
import { settings } from '../../../src/config/settings.ts';
import { commandsOf } from '../../../src/operating/command-line/all-commands.ts';
import { commonArguments } from '../../../src/operating/command-line/declaration.ts';
import { declared } from '../../../src/operating/command-line/declared.ts';
import { commonOptions, settingOptions } from '../../../src/operating/command-line/global-options.ts';
import { makeProgram } from '../../../src/operating/command-line/program.ts';
import { candidatesOf } from '../../../src/operating/completion/candidates.ts';

const commands = commandsOf(declared);
const han = /\p{Script=Han}/u;

/** All words of the command line, with the place where they stand. */
function allWords(): [string, Words][] {
  const ofCommands = commands.flatMap(({ path, declaration }): [string, Words][] => [
    [path, declaration.words],
    ...Object.entries({ ...declaration.arguments }).map(([name, words]): [string, Words] => [`${path} ${name}`, words]),
    ...(declaration.options ?? []).map(({ flags, words }): [string, Words] => [`${path} ${flags}`, words]),
    ...(declaration.examples ?? []).map(({ line, words }): [string, Words] => [line, words]),
  ]);
  const ofGroups = declared.flatMap((one): [string, Words][] => ('usage' in one ? [] : [[one.name, one.words]]));
  const ofOptions = [...commonOptions, ...settingOptions].map(({ flags, words }): [string, Words] => [flags, words]);
  const ofKinds = Object.values(settings).map(({ variable, kind }): [string, Words] => [
    `${variable}: form`,
    kind.form,
  ]);
  const ofArguments = Object.entries(commonArguments);
  return [...ofCommands, ...ofGroups, ...ofOptions, ...ofArguments, ...ofKinds];
}

describe('the declared commands', () => {
  test('have words in both languages', () => {
    for (const [place, { zh, en }] of allWords()) {
      assert.ok(en !== '' && !han.test(en), `${place}: ${en}`);
      // The forms of addresses and of true and false are the same words in Chinese, with a Chinese "or" between them.
      assert.ok(han.test(zh) || zh === en, `${place}: ${zh}`);
    }
  });

  test('describe each of their arguments', () => {
    for (const { path, declaration } of commands) {
      const names = [...declaration.usage.matchAll(/[<[]([^>\].]*)/g)].map(([, name]) => name!);
      for (const name of names) assert.ok({ ...commonArguments, ...declaration.arguments }[name], `${path} ${name}`);
      const known = [...Object.keys(declaration.arguments ?? {}), ...Object.keys(declaration.argumentChoices ?? {})];
      for (const name of known) assert.ok(names.includes(name), `${path} has no argument ${name}`);
    }
  });

  test('have examples that name an existing command and its options', () => {
    const { commands: candidates, everywhere } = candidatesOf(declared);
    for (const { declaration } of commands) {
      for (const { line } of declaration.examples ?? []) {
        const command = candidates.find(({ path }) => line === path || line.startsWith(`${path} `));
        assert.ok(command, line);
        const known = [...command.options, ...everywhere].map(({ flag }) => flag);
        for (const [flag] of line.matchAll(/(?<= )--[a-z-]+/g)) assert.ok(known.includes(flag), `${line}: ${flag}`);
      }
    }
  });

  test('explain a use that is not obvious by an example', () => {
    const unexplained = ['import', 'push list', 'push replay', 'push since', 'user add', 'backup', 'restore', 'move'];
    for (const name of unexplained) {
      const found = commands.find(({ path }) => path === name);
      assert.ok((found?.declaration.examples ?? []).length > 0, name);
    }
  });
});

describe('help', () => {
  for (const language of ['zh', 'en'] as const) {
    test(`fits 80 columns in ${language}, with and without the settings`, () => {
      for (const argv of [[], ['--help-all']]) {
        for (const [path, help] of helpOf(argv, language)) {
          const wide = help.split('\n').filter((line) => stringWidth(line) > 80 && !line.startsWith('  gongdan '));
          assert.deepEqual(wide, [], path);
        }
      }
    });
  }

  test('of every command is Chinese, apart from names and examples', () => {
    for (const [path, help] of helpOf(['--help-all'], 'zh')) {
      assert.doesNotMatch(help, /Usage|Options|Arguments|Commands|choices|default:|display help|show help/, path);
      assert.match(help, /-h, --help +显示帮助/, path);
    }
  });
});

function helpOf(argv: readonly string[], language: Language): [string, string][] {
  const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
  return all(makeProgram(argv, language)).map((command) => [command.name(), command.helpInformation()]);
}
