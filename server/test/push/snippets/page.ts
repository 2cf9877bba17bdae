import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

export type Language = 'en' | 'zh';

const pages: Readonly<Record<Language, string>> = {
  en: readFileSync(new URL('../../../../docs/pushes.md', import.meta.url), 'utf8'),
  zh: readFileSync(new URL('../../../../docs/pushes.zh-CN.md', import.meta.url), 'utf8'),
};

/** Returns the code blocks of docs/pushes.md (or its Chinese page) in one language, such as `json`, in their order. */
export function blocksOf(kind: string, language: Language = 'en'): string[] {
  const found = pages[language].matchAll(new RegExp(`^\`\`\`${kind}\n(.*?)^\`\`\`$`, 'gms'));
  return [...found].map(([, code]) => code!);
}

/** Returns the cells of the rows of the table under this head. */
export function tableUnder(head: string): string[][] {
  const [, after] = pages.en.split(`${head}\n`);
  assert.ok(after !== undefined, `the page has no table ${head}`);
  const rows = after.slice(0, after.indexOf('\n\n')).split('\n').slice(1);
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
