import type { Words } from '@gongdan/contract';
import type { Language } from '../../config/language.ts';
import { type Candidates, type CompletedOption, flagsWithValue, namesBelow, type Values } from './candidates.ts';

/** The script works as a file `_gongdan` in the path of functions, and when it is sourced. */
export function zshScript(candidates: Candidates, language: Language): string {
  const { groups, commands, everywhere } = candidates;
  const values = [
    ...commands.flatMap(({ path, options }) =>
      options.map(({ flag, values }) => [`'${path} ${flag}'`, values] as const),
    ),
    ...everywhere.map(({ flag, values }) => [`*' ${flag}'`, values] as const),
  ];
  const names = (path: string) => described(namesBelow(candidates, path), language);
  const places = commands.flatMap(({ path, arguments: all }) =>
    all.map((one, index) => `    '${path}:${index}') ${completing(one)} ;;`),
  );
  return `#compdef gongdan
# Completion of gongdan for zsh, made by: gongdan completion zsh
_gongdan() {
  local command='' previous=$words[CURRENT-1]
  local -i count=0 index
  local -a found
  for ((index = 2; index < CURRENT; index++)); do
    case $words[index] in
      ${flagsWithValue(candidates).join(' | ')}) ((index++)) ;;
      -*) ;;
      *)
        case $command in
          '') command=$words[index] ;;
          ${groups.map(({ path }) => path).join(' | ')}) command="$command $words[index]" ;;
          *) ((count++)) ;;
        esac ;;
    esac
  done
  case "$command $previous" in
${values.flatMap(([place, one]) => (one === undefined ? [] : [`    ${place}) ${completing(one)}; return ;;`])).join('\n')}
  esac
  if [[ $PREFIX == -* ]]; then
    case $command in
${commands
  .filter(({ options }) => options.length > 0)
  .map(({ path, options }) => `      '${path}') found=(${describedOptions(options, language)}) ;;`)
  .join('\n')}
    esac
    found+=(${describedOptions(everywhere, language)})
    _describe -o option found
    return
  fi
  case "$command:$count" in
${['', ...groups.map(({ path }) => path)].map((path) => `    '${path}:0') found=(${names(path)}); _describe command found ;;`).join('\n')}
    'help:0') found=(${names('')}); _describe command found ;;
${places.join('\n')}
  esac
}

if [[ $funcstack[1] == _gongdan ]]; then _gongdan "$@"; else compdef _gongdan gongdan; fi`;
}

function completing(values: Values): string {
  if (values === 'files') return '_files';
  if (values === 'folders') return '_files -/';
  if (values === 'unknown') return '_message value';
  return `compadd -- ${values.join(' ')}`;
}

function describedOptions(options: readonly CompletedOption[], language: Language): string {
  return described(
    options.map(({ flag, words }) => ({ name: flag, words })),
    language,
  );
}

/** `_describe` takes `name:description`; a quote is closed, escaped and opened again. */
function described(list: readonly { name: string; words: Words }[], language: Language): string {
  return list.map(({ name, words }) => `'${name}:${words[language].replaceAll("'", "'\\''")}'`).join(' ');
}
