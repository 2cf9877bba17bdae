// Writes docs/config.md and .env.example from the table of settings. With --check it writes nothing and fails if they differ.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { retiredSettings } from '../src/config/retired-settings.ts';
import { spelling } from '../src/config/setting-names.ts';
import { type Setting, settings } from '../src/config/settings.ts';

const table: readonly Setting[] = Object.values(settings);
const root = new URL('../../', import.meta.url);
const pages = { 'docs/config.md': configPage(), '.env.example': environmentExample() };

for (const [name, text] of Object.entries(pages)) {
  const path = fileURLToPath(new URL(name, root));
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    console.error(`${name} is not current; run: node server/scripts/config-docs.ts`);
    process.exitCode = 1;
  }
}

function configPage(): string {
  return `# Settings / 配置

<!-- Made from server/src/config/settings.ts by server/scripts/config-docs.ts. -->

A setting is given as a flag, in the environment, or in a file; the first of these that has it counts.
\`gongdan config\` prints what is in force; on a terminal it also says where each value was given. An unknown name is an error,
and so is a value of another form. All such errors are reported together, with exit code 2.

同一项配置按命令行参数、环境变量、配置文件的顺序取第一个给出的值。\`gongdan config\` 显示生效的配置，在终端上还会显示每个值的来源。名称或格式有误时拒绝执行：所有错误一次列出，退出码为 2。

| way | example |
|---|---|
| flag | \`npx gongdan serve --public-url https://desk.example.com\` |
| environment | \`GONGDAN_PUBLIC_URL=https://desk.example.com\` |
| file: \`--config FILE\`, \`GONGDAN_CONFIG\`, or \`gongdan.yaml\` in the current folder | \`public_url: https://desk.example.com\` |

A secret (marked \\*) can also be given as the name of a file that holds it: \`GONGDAN_KEY_FILE\`, \`--key-file\`, \`key_file\`.

带 \\* 的是机密，也可以改为给出存有它的文件：\`GONGDAN_KEY_FILE\`、\`--key-file\`、\`key_file\`。

${table.map(settingSection).join('\n\n')}

${retiredSection()}
`;
}

function settingSection({ variable, kind, fallback, secret, words }: Setting): string {
  const names = [`\`--${spelling.flag(variable)}\``, `\`${spelling.file(variable)}\``].join(' · ');
  const preset = fallback === null ? 'none / 无' : `\`${fallback}\``;
  return `## ${variable}${secret ? ' \\*' : ''}

${names} · ${bothOf(kind.form, ' / ')} · default / 默认: ${preset}

${words.en}

${words.zh}`;
}

/** A form such as `s3://…` is the same in both languages. */
function bothOf({ en, zh }: Setting['words'], between: string): string {
  return en === zh ? en : en + between + zh;
}

function retiredSection(): string {
  const rows = Object.entries(retiredSettings).map(([variable, { successor, words }]) => {
    const next = successor === undefined ? '' : `\`${successor}\``;
    return `| \`${variable}\` | ${next} | ${words.en} / ${words.zh} |`;
  });
  return `## Settings of former releases / 已取消的配置

| former / 原名 | now / 现名 | |
|---|---|---|
${rows.join('\n')}`;
}

function environmentExample(): string {
  const lines = table.map(
    ({ variable, kind, fallback, words }) =>
      `# ${words.en}\n# ${words.zh}\n# (${bothOf(kind.form, '; ')})\n#${variable}=${fallback ?? ''}\n`,
  );
  return `# Made from server/src/config/settings.ts by server/scripts/config-docs.ts. Take the # off a line to set it.\n\n${lines.join('\n')}`;
}
