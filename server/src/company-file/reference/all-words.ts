import type { CompanyFile } from '../shape.ts';
import { catalogWords } from './catalog-words.ts';
import { companyWords } from './company-words.ts';
import { peopleWords } from './people-words.ts';
import { ruleWords } from './rule-words.ts';
import type { SectionWords } from './section-words.ts';

/** The words of every section. Without those of a section this does not compile. */
export const sectionWords: Readonly<Record<keyof CompanyFile, SectionWords>> = {
  ...companyWords,
  ...peopleWords,
  ...catalogWords,
  ...ruleWords,
};

/** The examples of all sections as one file. */
export function exampleFile(): Record<string, unknown> {
  return Object.fromEntries(Object.entries(sectionWords).map(([section, { example }]) => [section, example]));
}
