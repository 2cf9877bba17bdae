import { Command } from 'commander';
import { defaultSettings, faultsOfSettings, loadSettings } from '../../config/config.ts';
import { type Language, languageOf } from '../../config/language.ts';
import { wrongSettings } from '../../config/setting-faults.ts';
import { version } from '../../config/version.ts';
import { Problem } from '../../errors.ts';
import { openTerminal } from '../terminal/terminal.ts';
import { WrongUse } from '../terminal/wrong-use.ts';
import { addCommand, addGroup, type Begin } from './declaration.ts';
import { declared } from './declared.ts';
import { wordsOfError } from './error-words.ts';
import { addGlobalOptions } from './global-options.ts';
import { describeHelp, helpIn } from './help.ts';
import { unknownOptions, WrongLine, wordsOf } from './wrong-line.ts';

/** Runs the command that the command line names. Throws WrongUse when the command line or a setting is wrong. */
export async function runProgram(argv: readonly string[]): Promise<void> {
  const program = makeProgram(argv);
  try {
    await program.parseAsync(withOwnFlags(withHelp(argv)));
  } catch (error) {
    if (!(error instanceof WrongLine)) throw error;
    if (error.found.code !== 'commander.unknownOption') throw new WrongUse(wordsOf(error), error);
    // The other mistakes are reported together with the unknown options, so that one run shows all of them.
    const others = await faultsOfSettings({ flags: flagsOf(program) });
    throw wrongUse(wrongSettings([...unknownOptions(error.command, argv.slice(2)), ...others]));
  }
}

/**
 * Makes the command line. Help shows the options of a command; with `--help-all` it shows the settings, too, which every
 * command takes.
 */
export function makeProgram(argv: readonly string[], language: Language = languageOf()): Command {
  const all = argv.includes('--help-all');
  const program = new Command('gongdan')
    .description(
      { zh: '自己部署的工单中心，兼容工单 API v5。', en: 'A ticket centre of your own that answers the 工单 API v5.' }[
        language
      ],
    )
    .version(version, '-V, --version', { zh: '打印版本', en: 'print the version' }[language])
    .configureHelp(helpIn(language, all))
    // `main` prints errors, in the user's language.
    .configureOutput({ outputError: () => {} })
    .showSuggestionAfterError(false);
  describeHelp(program, language);
  addGlobalOptions(program, language, all);
  const begin: Begin = async ({ needsSettings = true }) => ({
    terminal: terminalOf(program, language),
    ...(needsSettings ? await loadSettings({ flags: flagsOf(program) }).catch(wrongUse) : defaultSettings()),
  });
  for (const one of declared) {
    if ('usage' in one) addCommand(program, language, one, begin);
    else addGroup(program, language, one, begin);
  }
  throwFrom(program);
  return program;
}

/** The arguments that commander understands: `--help-all` is help of another form. */
function withHelp(argv: readonly string[]): string[] {
  return argv.map((argument) => (argument === '--help-all' ? '--help' : argument));
}

/**
 * `--key` is a setting, and for imports it also names the column by which tickets are known. The value tells which of the two
 * is meant, because the setting has 64 digits.
 */
export function withOwnFlags(argv: readonly string[]): string[] {
  return argv.map((argument, index) => {
    if (argument === '--key=recordid') return '--key-column=recordid';
    return argument === '--key' && argv[index + 1] === 'recordid' ? '--key-column' : argument;
  });
}

/** Makes commander throw instead of ending the process, and say which command failed. */
function throwFrom(command: Command): void {
  command.exitOverride((error) => {
    // Help, which commander has printed, and the version are no mistakes.
    throw error.exitCode === 0 || error.code === 'commander.help' ? error : new WrongLine(command, error);
  });
  for (const one of command.commands) throwFrom(one);
}

function terminalOf(program: Command, language: Language) {
  const { stdin: input, stdout: output, stderr: errors } = process;
  return openTerminal({ language, json: Boolean(program.opts().json), input, output, errors });
}

function flagsOf(program: Command): Record<string, string> {
  const flags: Record<string, string> = {};
  for (const option of program.options) {
    const value: unknown = program.getOptionValue(option.attributeName());
    if (typeof value === 'string' && option.long) flags[option.long.slice(2)] = value;
  }
  return flags;
}

function wrongUse(error: unknown): never {
  if (!(error instanceof Problem)) throw error;
  throw new WrongUse(wordsOfError(error), error);
}
