import { Command, Option } from 'commander';
import { type Config, loadConfig, spelling } from '../../config/config.ts';
import { type Language, languageOf } from '../../config/language.ts';
import { settings } from '../../config/settings.ts';
import { version } from '../../config/version.ts';
import { Problem } from '../../errors.ts';
import { openTerminal } from '../terminal/terminal.ts';
import { WrongUse } from '../terminal/wrong-use.ts';
import { checking } from './checking.ts';
import { company } from './company.ts';
import { addCommand, addGroup } from './declaration.ts';
import { importing } from './import.ts';
import { pushes } from './pushes.ts';
import { sentenceOf } from './sentence.ts';
import { serving } from './serving.ts';
import { store } from './store.ts';
import { users } from './users.ts';

/** Titles of help, as commander writes them, in Chinese. */
const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Global Options:': '全局选项：',
  'Commands:': '命令：',
  'Settings:': '配置：',
};

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
    .helpOption('-h, --help', { zh: '显示帮助', en: 'show help' }[language])
    .configureHelp({
      showGlobalOptions: all,
      styleTitle: (title) => (language === 'zh' ? (titles[title] ?? title) : title),
    })
    .exitOverride();
  addGlobalOptions(program, language, all);
  const begin = async () => ({ terminal: terminalOf(program, language), config: await configOf(program) });
  for (const one of [...serving, ...company, importing, ...store, ...checking])
    addCommand(program, language, one, begin);
  for (const group of [pushes, users]) addGroup(program, language, group, begin);
  return program;
}

/** The arguments that commander understands: `--help-all` is help of another form. */
export function withHelp(argv: readonly string[]): string[] {
  return argv.map((argument) => (argument === '--help-all' ? '--help' : argument));
}

function addGlobalOptions(program: Command, language: Language, all: boolean): void {
  const text = (zh: string, en: string) => ({ zh, en })[language];
  program.option('--json', text('结果一律以 JSON 打印', 'print results as JSON, also on a terminal'));
  program.option('--help-all', text('显示帮助，包括所有配置', 'show help with all settings'));
  const setting = (option: Option) => program.addOption(option.helpGroup('Settings:').hideHelp(!all));
  setting(
    new Option(
      '--config <file>',
      text('配置文件；默认 gongdan.yaml（如果存在）', 'file with settings; gongdan.yaml when it exists'),
    ),
  );
  for (const { variable, secret, words } of Object.values(settings)) {
    const flag = spelling.flag(variable);
    setting(new Option(`--${flag} <value>`, words[language]));
    if (secret)
      setting(new Option(`--${flag}-file <file>`, text(`存有 ${variable} 的文件`, `file that holds ${variable}`)));
  }
}

function terminalOf(program: Command, language: Language) {
  const { stdin: input, stdout: output, stderr: errors } = process;
  return openTerminal({ language, json: Boolean(program.opts().json), input, output, errors });
}

async function configOf(program: Command): Promise<Config> {
  const flags: Record<string, string> = {};
  for (const option of program.options) {
    const value: unknown = program.getOptionValue(option.attributeName());
    if (typeof value === 'string' && option.long) flags[option.long.slice(2)] = value;
  }
  try {
    return await loadConfig({ flags });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new WrongUse({ zh: sentenceOf(error, 'zh'), en: sentenceOf(error, 'en') }, error);
  }
}
