import { spawnSync } from 'node:child_process';
import { declared } from '../../../src/operating/command-line/declared.ts';
import { bashScript } from '../../../src/operating/completion/bash.ts';
import { candidatesOf } from '../../../src/operating/completion/candidates.ts';
import { fishScript } from '../../../src/operating/completion/fish.ts';
import { zshScript } from '../../../src/operating/completion/zsh.ts';

const candidates = candidatesOf(declared);

/** How each shell is asked what it would offer at the end of a line. Prints one candidate a line. */
const asking = {
  bash: (words: readonly string[]) => `${bashScript(candidates)}
COMP_WORDS=(${words.map(quoted).join(' ')}); COMP_CWORD=${words.length - 1}
_gongdan; printf '%s\\n' "\${COMPREPLY[@]}"`,
  // The functions of the completion system are replaced by ones that print what they are given.
  zsh: (words: readonly string[]) => `
compdef() { :; }
_describe() { for one in "\${(@P)@[-1]}"; do print -r -- "\${one%%:*}"; done }
compadd() { shift; print -rl -- "$@"; }
_files() { print -r -- "files $*"; }
_message() { :; }
${zshScript(candidates, 'en')}
words=(${words.map(quoted).join(' ')}); CURRENT=${words.length}; PREFIX=${quoted(words.at(-1)!)}
_gongdan`,
  fish: (words: readonly string[]) => `${fishScript(candidates, 'en')}
complete -C ${quoted(words.join(' '))} | string replace -r '\\t.*' ''`,
} as const;

export type Shell = keyof typeof asking;

export const shells = Object.keys(asking) as Shell[];

export function isInstalled(shell: Shell): boolean {
  return spawnSync(shell, ['-c', 'exit 0']).status === 0;
}

/** Returns what the shell offers for the last of the words, which may be the beginning of one. */
export function offeredBy(shell: Shell, line: string): string[] {
  const words = line.split(' ');
  const { stdout, stderr, status } = spawnSync(shell, ['-c', asking[shell](words)], {
    cwd: new URL('../../../..', import.meta.url),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: '/nonexistent', LC_ALL: 'C.UTF-8' },
  });
  if (stderr !== '' && status !== 0) throw new Error(stderr);
  const offered = stdout.split('\n').filter((candidate) => candidate !== '');
  // Bash and fish select the matching candidates in the script; zsh does it afterwards.
  const begun = words.at(-1)!;
  return shell === 'zsh' ? offered.filter((one) => one.startsWith('files') || one.startsWith(begun)) : offered;
}

function quoted(word: string): string {
  return `'${word}'`;
}
