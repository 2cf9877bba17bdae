import { type Candidates, flagsWithValue, namesBelow, type Values } from './candidates.ts';

/** Bash shows names without descriptions, so this script is the same in every language. It needs bash 4. */
export function bashScript(candidates: Candidates): string {
  const { groups, commands, everywhere } = candidates;
  const values = [
    ...commands.flatMap(({ path, options }) => options.map(({ flag, values }) => [`${path} ${flag}`, values] as const)),
    ...everywhere.map(({ flag, values }) => [`* ${flag}`, values] as const),
  ];
  const places = [
    ...['', ...groups.map(({ path }) => path)].map((path) => [`${path}:0`, namesOf(candidates, path)] as const),
    ['help:0', namesOf(candidates, '')] as const,
    ...commands.flatMap(({ path, arguments: all }) => all.map((one, index) => [`${path}:${index}`, one] as const)),
  ];
  return `# Completion of gongdan for bash 4 and later, made by: gongdan completion bash
_gongdan_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen "$1" -- "$2")
}

_gongdan() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  local command='' count=0 index
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    case \${COMP_WORDS[index]} in
      ${flagsWithValue(candidates).join(' | ')}) ((index++)) ;;
      -*) ;;
      *)
        case $command in
          '') command=\${COMP_WORDS[index]} ;;
          ${groups.map(({ path }) => path).join(' | ')}) command="$command \${COMP_WORDS[index]}" ;;
          *) ((count++)) ;;
        esac ;;
    esac
  done
  case "$command $previous" in
${values.flatMap(([place, one]) => (one === undefined ? [] : [`    ${quoted(place)}) ${completing(one)}; return ;;`])).join('\n')}
  esac
  if [[ $current == -* ]]; then
    local options='${everywhere.map(({ flag }) => flag).join(' ')}'
    case $command in
${commands
  .filter(({ options }) => options.length > 0)
  .map(({ path, options }) => `      '${path}') options="${options.map(({ flag }) => flag).join(' ')} $options" ;;`)
  .join('\n')}
    esac
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
    return
  fi
  case "$command:$count" in
${places.map(([place, one]) => `    '${place}') ${completing(one)} ;;`).join('\n')}
  esac
}

complete -F _gongdan gongdan`;
}

/** A pattern of `case` in which the star of a global option stays a star. */
function quoted(place: string): string {
  return place.startsWith('* ') ? `*' ${place.slice(2)}'` : `'${place}'`;
}

function completing(values: Values): string {
  if (values === 'files') return '_gongdan_files -f "$current"';
  if (values === 'folders') return '_gongdan_files -d "$current"';
  if (values === 'unknown') return ':';
  return `mapfile -t COMPREPLY < <(compgen -W '${values.join(' ')}' -- "$current")`;
}

function namesOf(candidates: Candidates, path: string): string[] {
  return [...namesBelow(candidates, path).map(({ name }) => name), 'help'];
}
