import type { Words } from '@gongdan/contract';

/** The beginning of docs/commands.md. `{options}` stands for the table of options that all commands take. */
export const introduction: Words = {
  en: `# Commands

[中文](commands.zh-CN.md)

<!-- Made from server/src/operating/command-line by server/scripts/command-docs.ts. -->

\`gongdan --help\` lists the commands, and \`gongdan push list --help\` shows one of them. Every command takes these options, and
every setting of [config.md](config.md) as an option:

{options}

**Output.** Results go to standard output, everything else to standard error. On a terminal a result is a table or a sentence
with local times. In a pipe or a file, and with \`--json\`, it is JSON: one object a line where there are several. Instants that are
numbers are milliseconds since 1970, UTC. Without \`--json\`, \`gongdan config\` prints \`NAME=value\` lines in a pipe, and
\`gongdan show\` prints YAML.
When the reader of a pipe closes it (\`| head -1\`), the rest of the output is dropped and the command goes on to its end.

**Language.** Help and messages are in Chinese when the first of \`LC_ALL\`, \`LC_MESSAGES\` and \`LANG\` that is set begins with
\`zh\`, otherwise in English. JSON is the same in both.

**Questions.** A command that asks before it goes on takes \`--yes\`. Without a terminal nobody can be asked, and the command is
refused unless \`--yes\` is given. Ctrl+C answers no.

**Exit codes.**

| code | meaning |
|---|---|
| 0 | Done. \`serve\` and \`demo\`: stopped by SIGTERM or SIGINT. |
| 1 | Refused or failed; a sentence on standard error says why. Also: a question was answered with no, \`doctor\` found something that prevents serving, \`import\` refused rows, \`push test\` was not accepted, \`erase\` could not remove every copy, \`move\` found the stores different. |
| 2 | The command line or a setting is wrong, or a question could not be asked. Nothing was done. |
| 3 | \`move\` only: copied, but a server was still writing. Stop it and run the command again. |

**Completion.** In bash: \`source <(gongdan completion bash)\`, in zsh: \`source <(gongdan completion zsh)\` after \`compinit\`. See
[below](#gongdan-completion) for a lasting set-up.`,
  zh: `# 命令

[English](commands.md)

<!-- Made from server/src/operating/command-line by server/scripts/command-docs.ts. -->

\`gongdan --help\` 列出所有命令，\`gongdan push list --help\` 显示其中一个命令的帮助。每个命令都可以使用下列选项，也可以把 [config.md](config.md) 里的任何配置写成选项：

{options}

**输出。** 结果写到标准输出，其余内容写到标准错误输出。在终端上，结果是表格或句子，时间为本地时间。在管道或文件里，或者加了 \`--json\`，结果是 JSON；有多条时每行一个对象，以数字表示的时刻是 1970 年以来的毫秒数（UTC）。不加 \`--json\` 时，\`gongdan config\` 在管道里每行打印一个 \`NAME=value\`，\`gongdan show\` 打印 YAML。如果管道的读取方提前关闭（\`| head -1\`），其余输出会被丢弃，命令仍会执行完。

**语言。** 按 \`LC_ALL\`、\`LC_MESSAGES\`、\`LANG\` 的顺序，第一个有值的变量以 \`zh\` 开头时，帮助与提示为中文，否则为英文。两种语言的 JSON 相同。

**询问。** 执行前会询问的命令都有 \`--yes\` 选项。没有终端就无法询问，这时不加 \`--yes\` 会被拒绝。Ctrl+C 相当于回答否。

**退出码。**

| 退出码 | 含义 |
|---|---|
| 0 | 已完成。\`serve\` 与 \`demo\`：由 SIGTERM 或 SIGINT 停止。 |
| 1 | 被拒绝或执行失败，原因写在标准错误输出。还包括：询问时回答了否，\`doctor\` 发现了妨碍提供服务的问题，\`import\` 拒绝了某些行，\`push test\` 未被接收端确认，\`erase\` 没能清除所有副本，\`move\` 发现两个存储不一致。 |
| 2 | 命令行或配置有误，或者无法询问。什么都没有执行。 |
| 3 | 仅限 \`move\`：已复制，但仍有服务在写入。请停止服务，再执行一次。 |

**补全。** bash：\`source <(gongdan completion bash)\`；zsh：在 \`compinit\` 之后执行 \`source <(gongdan completion zsh)\`。长期使用的设置方法见[下文](#gongdan-completion)。`,
};
