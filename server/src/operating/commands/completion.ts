import type { Language } from '../../config/language.ts';
import type { Declaration, DeclaredGroup } from '../command-line/declaration.ts';
import { bashScript } from '../completion/bash.ts';
import { type Candidates, candidatesOf } from '../completion/candidates.ts';
import { fishScript } from '../completion/fish.ts';
import { zshScript } from '../completion/zsh.ts';
import type { Terminal } from '../terminal/terminal.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const satisfies Readonly<
  Record<string, (candidates: Candidates, language: Language) => string>
>;

export type Shell = keyof typeof scripts;

/**
 * Prints a script that holds all candidates. A script that asks gongdan for them at each press of Tab would start Node
 * each time.
 */
export function printCompletion(
  terminal: Terminal,
  shell: Shell,
  declared: readonly (Declaration | DeclaredGroup)[],
): void {
  terminal.print(scripts[shell](candidatesOf(declared), terminal.language));
}
