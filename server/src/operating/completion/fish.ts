import type { Words } from '@gongdan/contract';
import type { Language } from '../../config/language.ts';
import { type Candidates, type CompletedOption, flagsWithValue, namesBelow, type Values } from './candidates.ts';

export function fishScript(candidates: Candidates, language: Language): string {
  const { groups, commands, everywhere } = candidates;
  const about = (words: Words) => ` -d ${quoted(words[language])}`;
  const names = ['', ...groups.map(({ path }) => path)].flatMap((path) =>
    namesBelow(candidates, path).map(
      ({ name, words }) => `complete -c gongdan -n "__gongdan_at '${path}' 0" -a ${name}${about(words)}`,
    ),
  );
  const places = commands.flatMap(({ path, arguments: all }) =>
    all.map((one, index) => `complete -c gongdan -n "__gongdan_at '${path}' ${index}"${completing(one)}`),
  );
  const option = ({ flag, values, words }: CompletedOption) =>
    ` -l ${flag.slice(2)}${values === undefined ? '' : ` -r${completing(values)}`}${about(words)}`;
  const options = commands.flatMap(({ path, options }) =>
    options.map((one) => `complete -c gongdan -n "__gongdan_at '${path}'"${option(one)}`),
  );
  return `# Completion of gongdan for fish, made by: gongdan completion fish
# Prints the commands and arguments before the cursor, without options and their values.
function __gongdan_words
    set -l skip 0
    for token in (commandline -opc)[2..]
        if test $skip = 1
            set skip 0
            continue
        end
        switch $token
            case ${flagsWithValue(candidates).join(' ')}
                set skip 1
            case '-*'
            case '*'
                echo $token
        end
    end
end

# True when the command is $argv[1], followed by $argv[2] arguments, or by any number of them.
function __gongdan_at
    set -l words (__gongdan_words)
    set -l parts (string split -n ' ' -- $argv[1])
    set -l length (count $parts)
    test (count $words) -ge $length; or return 1
    if test $length -gt 0
        test "$words[1..$length]" = "$argv[1]"; or return 1
    end
    test (count $argv) -lt 2; or test (math (count $words) - $length) -eq $argv[2]
end

complete -c gongdan -f
${[...names, ...places, ...options, ...everywhere.map((one) => `complete -c gongdan${option(one)}`)].join('\n')}`;
}

function completing(values: Values): string {
  if (values === 'files') return ' -F';
  if (values === 'folders') return ` -x -a '(__fish_complete_directories)'`;
  return values === 'unknown' ? ' -x' : ` -x -a '${values.join(' ')}'`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
