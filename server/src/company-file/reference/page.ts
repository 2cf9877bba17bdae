import type { Words } from '@gongdan/contract';
import { formOf, type Shape } from '../form.ts';
import { keptNames } from '../sections/kept.ts';
import { companyFile, laterChecked } from '../shape.ts';
import { sectionWords } from './all-words.ts';
import { ruleCondition, ruleParts } from './condition-words.ts';
import { sectionYaml } from './example-yaml.ts';
import { entryShape, keysOf, type ShapeKey } from './keys.ts';
import { introduction, sentences } from './page-words.ts';

type Language = keyof Words;
type SectionName = keyof typeof sectionWords;

/** Makes the page docs/company-file.md in a language. */
export function companyFilePage(language: Language): string {
  const names = Object.keys(companyFile.properties) as SectionName[];
  const parts = [introduction[language], ...names.map((name) => sectionText(name, language)), rulesText(language)];
  return `${parts.join('\n\n')}\n`;
}

function sectionText(name: SectionName, language: Language): string {
  const { words, example } = sectionWords[name];
  const keys = keysOf(shapeOf(name)).filter(({ place }) => !hasRules(name) || !(place in ruleParts));
  const isKept = keptNames.some((kept) => kept === name);
  return [
    `## ${name}`,
    `${words[language]}${isKept ? ` ${sentences.kept[language]}` : ''}`.replace('。 ', '。'),
    `\`\`\`yaml\n${sectionYaml(name, example)}\`\`\``,
    tableOf(keys, (key) => wordsOf(name, key), language),
    ...(hasRules(name) ? [sentences.seeRules[language]] : []),
  ].join('\n\n');
}

/** The tables that several sections share: the conditions and actions of rules. */
function rulesText(language: Language): string {
  const keys = keysOf(laterChecked.triggers).filter(({ place }) => place in ruleParts && !place.startsWith('any'));
  const wordsOfPart = ({ place, key }: ShapeKey) =>
    (ruleParts as Readonly<Record<string, Readonly<Record<string, Words>>>>)[place]?.[key];
  const [title, text] = [sentences.rulesTitle[language], sentences.rules[language]];
  return [`## ${title}`, text, tableOf(keys, wordsOfPart, language)].join('\n\n');
}

/** Returns the shape of one entry of the section. */
export function shapeOf(name: SectionName): Shape {
  const shapes: Readonly<Record<string, object>> = { ...companyFile.properties, ...laterChecked };
  return entryShape(shapes[name]!);
}

/** Returns the words of a key of the section; undefined when it has none. */
export function wordsOf(name: SectionName, { place, key }: ShapeKey): Words | undefined {
  const { keys, inner = {} } = sectionWords[name];
  return place === '' ? keys[key] : inner[place]?.[key];
}

function hasRules(name: SectionName): boolean {
  return sectionWords[name].inner?.['all[]'] === ruleCondition;
}

function tableOf(keys: readonly ShapeKey[], words: (key: ShapeKey) => Words | undefined, language: Language): string {
  const rows = keys.map((key) => {
    const name = key.place === '' ? key.key : `${key.place}.${key.key}`;
    return [`\`${name}\``, formText(key.shape)[language], fallbackOf(key, language), words(key)?.[language] ?? ''];
  });
  const lines = [sentences.columns[language], ['---', '---', '---', '---'], ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Says in words what the value of a key is, of a list what its entries are. */
function formText(shape: Shape): Words {
  const [first, ...others] = (shape.anyOf ?? []).filter((one) => one.const === undefined);
  if (first && others.some(({ type }) => type === 'null')) {
    const { zh, en } = formText(first);
    return { zh: `${zh}，或 null`, en: `${en}, or null` };
  }
  if (first && others.length > 0) {
    const [one, other] = [formText(first), formText(others[0]!)];
    return { zh: `${one.zh}，或${other.zh}`, en: `${one.en}, or ${other.en}` };
  }
  if (shape.items) {
    const { zh, en } = formText(shape.items);
    return { zh: `列表，每项为${/^[A-Za-z0-9]/.test(zh) ? ' ' : ''}${zh}`, en: `a list of ${en.replace(/^an? /, '')}` };
  }
  if (shape.$ref !== undefined) return formOf({ type: 'object' });
  if (shape.type === undefined && !shape.enum && !shape.anyOf) return sentences.anything;
  return formOf(shape);
}

function fallbackOf({ shape, required }: ShapeKey, language: Language): string {
  if (required) return sentences.required[language];
  return shape.default === undefined ? '' : `\`${JSON.stringify(shape.default)}\``;
}
