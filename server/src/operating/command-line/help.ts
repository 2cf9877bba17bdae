import type { Command, Help } from 'commander';
import stringWidth from 'string-width';
import type { Language } from '../../config/language.ts';

/** Texts of help, as commander writes them, in Chinese. */
const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Global Options:': '全局选项：',
  'Commands:': '命令：',
  'Settings:': '配置：',
};

/** What help looks like in the language. Lines are wrapped by the columns that Chinese characters take. */
export function helpIn(language: Language, all: boolean): Partial<Help> {
  const layout: Partial<Help> = { showGlobalOptions: all, displayWidth: stringWidth, boxWrap: wrap };
  if (language === 'en') return layout;
  return {
    ...layout,
    styleTitle: (title) => titles[title] ?? title,
    optionDescription: ({ description, argChoices, defaultValue }) =>
      withNotes(description, argChoices, typeof defaultValue === 'boolean' ? undefined : defaultValue),
    argumentDescription: ({ description, argChoices }) => withNotes(description, argChoices, undefined),
  };
}

/** `-h` and the command `help`, in the language. */
export function describeHelp(program: Command, language: Language): void {
  program.helpOption('-h, --help', { zh: '显示帮助', en: 'show help' }[language]);
  program.helpCommand('help [command]', { zh: '显示一个命令的帮助', en: 'show the help of a command' }[language]);
}

function withNotes(description: string, choices: readonly string[] | undefined, fallback: unknown): string {
  const notes = [
    ...(choices ? [`可选值：${choices.join('、')}`] : []),
    ...(fallback === undefined ? [] : [`默认：${fallback}`]),
  ];
  return notes.length === 0 ? description : `${description}（${notes.join('；')}）`;
}

const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** Breaks the text into lines of at most `width` columns: between words, and in Chinese never before punctuation. */
export function wrap(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, width))
    .join('\n');
}

function wrapLine(line: string, width: number): string[] {
  const lines = [''];
  for (const piece of unbreakable(line)) {
    const last = lines.at(-1)!;
    if (stringWidth((last + piece).trimEnd()) <= width) lines[lines.length - 1] = last + piece;
    else lines.push(piece.trimStart());
  }
  return lines.map((one) => one.trimEnd());
}

/** Pieces between which a line may break: after a blank, and between two words of Chinese. */
function unbreakable(line: string): string[] {
  const pieces: string[] = [];
  for (const { segment } of words.segment(line)) {
    const last = pieces.at(-1);
    const breaks = last === undefined || /\s$/.test(last) || (isHan(last.at(-1)!) && isHan(segment[0]!));
    const afterMark = last !== undefined && /[，。；：、？！）”]$/.test(last) && !isClosing(segment);
    if (breaks || afterMark) pieces.push(segment);
    else pieces[pieces.length - 1] = last + segment;
  }
  return pieces;
}

function isHan(character: string): boolean {
  return /\p{Script=Han}/u.test(character);
}

function isClosing(segment: string): boolean {
  return /^[，。；：、？！）”]/.test(segment);
}
