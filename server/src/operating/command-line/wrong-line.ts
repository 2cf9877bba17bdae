import type { Words } from '@gongdan/contract';
import type { Command, CommanderError } from 'commander';
import { nearestOf, suggestion } from '../../config/nearest.ts';
import type { SettingFault } from '../../config/setting-faults.ts';
import { spelling, whyRetired } from '../../config/setting-names.ts';

/** commander refuses the command line. `command` is the one that it was reading. */
export class WrongLine extends Error {
  readonly command: Command;
  readonly found: CommanderError;

  constructor(command: Command, found: CommanderError) {
    super(found.message);
    this.name = 'WrongLine';
    this.command = command;
    this.found = found;
  }
}

/** What is wrong with the command line, in both languages. commander knows English only, so its code is translated. */
export function wordsOf({ command, found }: WrongLine): Words {
  const english = found.message.replace(/^error: /, '');
  // Every second part stands between quotes.
  const quoted = english.split("'").filter((_, index) => index % 2 === 1);
  const translate = translations[found.code];
  if (found.code === 'commander.unknownCommand') return unknownCommand(command, quoted[0] ?? '');
  return { zh: translate?.(quoted, english) ?? english, en: english };
}

const translations: Readonly<Record<string, (quoted: readonly string[], english: string) => string>> = {
  'commander.missingArgument': ([name]) => `缺少参数 ${name}`,
  'commander.optionMissingArgument': ([flags]) => `选项 ${flags} 缺少值`,
  'commander.missingMandatoryOptionValue': ([flags]) => `缺少必填的选项 ${flags}`,
  'commander.conflictingOption': ([one, other]) => `选项 ${one} 与 ${other} 不能同时使用`,
  'commander.excessArguments': (_quoted, english) => `参数过多：${restAfter(': ', english) ?? ''}`,
  'commander.invalidArgument': (quoted, english) => {
    const isOption = english.startsWith('option');
    const [name, value] = isOption ? quoted : [quoted[1], quoted[0]];
    const choices = restAfter('Allowed choices are ', english)?.replaceAll(', ', '、');
    const start = `${isOption ? '选项' : '参数'} ${name} 的值 ${value} 无效`;
    return choices === undefined ? start : `${start}；可选值：${choices}`;
  },
};

/** What stands between `beginning` and the full stop at the end; undefined when the text lacks the beginning. */
function restAfter(beginning: string, english: string): string | undefined {
  const at = english.indexOf(beginning);
  return at === -1 ? undefined : english.slice(at + beginning.length).replace(/\.$/, '');
}

function unknownCommand(command: Command, name: string): Words {
  const known = command.commands.map((one) => one.name());
  const near = suggestion(nearestOf(name, known));
  return { zh: `没有命令 ${name}${near.zh}`, en: `unknown command '${name}'${near.en}` };
}

/** All options of the command line that the command does not know, each with the nearest one that it knows. */
export function unknownOptions(command: Command, argv: readonly string[]): SettingFault[] {
  const options = [...lineage(command)].flatMap((one) => one.options);
  const names = options.flatMap(({ long, short }) => [long, short]).filter((name) => name !== undefined);
  const unknown = new Set<string>();
  for (let index = 0; index < argv.length && argv[index] !== '--'; index += 1) {
    const [name = '', value] = argv[index]!.split('=', 2);
    if (!/^-./.test(name)) continue;
    const option = options.find(({ long, short }) => name === long || name === short);
    if (!option && name !== '-h' && name !== '--help') unknown.add(name);
    // The next argument is the option's value.
    if (option?.required && value === undefined) index += 1;
  }
  return [...unknown].map((name) => ({ at: name, words: whyUnknownOption(name, names) }));
}

function whyUnknownOption(name: string, known: readonly string[]): Words {
  const long = known.filter((other) => other.startsWith('--'));
  const near = suggestion(nearestOf(name, long));
  return (
    whyRetired(name, (variable) => `--${spelling.flag(variable)}`) ?? {
      zh: `没有这个选项${near.zh}`,
      en: `unknown option${near.en}`,
    }
  );
}

/** The command and the commands above it. */
function* lineage(command: Command): Generator<Command> {
  for (let one: Command | null = command; one; one = one.parent) yield one;
}
