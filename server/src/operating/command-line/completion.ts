import type { Shell } from '../commands/completion.ts';
import type { Declaration, DeclaredGroup } from './declaration.ts';

/** The command that prints a shell's script to complete the given commands. */
export function completionOf(declared: () => readonly (Declaration | DeclaredGroup)[]): Declaration {
  return {
    usage: 'completion <shell>',
    words: {
      zh: '打印命令行补全脚本：命令、选项、可选值与文件名',
      en: 'print a script that completes commands, options, choices and file names',
    },
    arguments: { shell: { zh: '所用的 shell', en: 'the shell that will run it' } },
    argumentChoices: { shell: ['bash', 'zsh', 'fish'] },
    examples: [
      {
        line: 'completion bash > ~/.local/share/bash-completion/completions/gongdan',
        words: { zh: '新打开的 bash 会使用它。', en: 'New shells of bash use it.' },
      },
      {
        line: 'completion fish > ~/.config/fish/completions/gongdan.fish',
        words: { zh: '新打开的 fish 会使用它。', en: 'New shells of fish use it.' },
      },
    ],
    needsSettings: false,
    run: async ({ terminal }, shell: Shell) =>
      (await import('../commands/completion.ts')).printCompletion(terminal, shell, declared()),
  };
}
