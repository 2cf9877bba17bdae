import type { Words } from '@gongdan/contract';
import type { Language } from '../src/config/language.ts';
import { commandsOf, type NamedCommand } from '../src/operating/command-line/all-commands.ts';
import { commonArguments, type DeclaredOption } from '../src/operating/command-line/declaration.ts';
import { declared } from '../src/operating/command-line/declared.ts';
import { commonOptions } from '../src/operating/command-line/global-options.ts';
import { introduction } from './command-page-introduction.ts';

/** The page about all commands, in one language. */
export function commandPage(language: Language): string {
  const sections = commandsOf(declared).map((command) => sectionOf(command, language));
  const everywhere = optionTable(commonOptions, language);
  return `${introduction[language].replace('{options}', everywhere)}\n\n${sections.join('\n\n')}\n`;
}

function sectionOf({ path, declaration }: NamedCommand, language: Language): string {
  const { words, options = [], examples = [] } = declaration;
  const parts = [`## gongdan ${path}`, sentence(words, language), `\`${synopsisOf({ path, declaration })}\``];
  const rows = argumentRows(declaration, language);
  if (rows.length > 0) parts.push(table({ zh: '参数', en: 'argument' }, rows, language));
  if (options.length > 0) parts.push(optionTable(options, language));
  if (examples.length > 0) {
    const lines = examples.flatMap(({ line, words }) => [`gongdan ${line}   # ${words[language]}`]);
    parts.push(['```sh', ...lines, '```'].join('\n'));
  }
  return parts.join('\n\n');
}

function synopsisOf({ path, declaration: { usage, options = [] } }: NamedCommand): string {
  const [, ...given] = usage.split(' ');
  const required = options.filter(({ required }) => required).map(({ flags }) => flags);
  const optional = options.length > required.length ? ['[options]'] : [];
  return ['gongdan', path, ...given, ...required, ...optional].join(' ');
}

function argumentRows({ usage, ...given }: NamedCommand['declaration'], language: Language): string[][] {
  return [...usage.matchAll(/[<[]([^>\].]*)/g)].map(([, name = '']) => {
    const words = { ...commonArguments, ...given.arguments }[name];
    return [`\`${name}\``, noted(words?.[language] ?? '', given.argumentChoices?.[name], undefined, false, language)];
  });
}

function optionTable(options: readonly DeclaredOption[], language: Language): string {
  const rows = options.map(({ flags, words, choices, fallback, required = false }) => [
    `\`${flags}\``,
    noted(words[language], choices, fallback, required, language),
  ]);
  return table({ zh: '选项', en: 'option' }, rows, language);
}

function table(title: Words, rows: readonly (readonly string[])[], language: Language): string {
  const heading = [`| ${title[language]} | ${{ zh: '含义', en: 'meaning' }[language]} |`, '|---|---|'];
  return [...heading, ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n');
}

/** The words with the choices and the default. */
function noted(
  words: string,
  choices: readonly string[] | undefined,
  fallback: string | number | undefined,
  required: boolean,
  language: Language,
): string {
  const spans = choices?.map((choice) => `\`${choice}\``);
  const zh = [
    spans && `可选值：${spans.join('、')}`,
    fallback !== undefined && `默认：\`${fallback}\``,
    required && '必填',
  ].filter(Boolean);
  const en = [
    spans && `one of ${spans.join(', ')}`,
    fallback !== undefined && `default: \`${fallback}\``,
    required && 'required',
  ].filter(Boolean);
  if (zh.length === 0) return words;
  return language === 'zh' ? `${words}（${zh.join('；')}）` : `${words} (${en.join('; ')})`;
}

function sentence(words: Words, language: Language): string {
  if (language === 'zh') return `${words.zh}。`;
  return `${words.en[0]!.toUpperCase()}${words.en.slice(1)}.`;
}
