import type { GivenApply } from '../commands/apply.ts';
import { type Declaration, yes } from './declaration.ts';

const apply: Declaration = {
  usage: 'apply <file>',
  words: {
    zh: '按文件设置企业，并打印它的应用密钥',
    en: 'change a company to what a file says, and print its app credentials',
  },
  arguments: { file: { zh: '企业文件，YAML 或 JSON', en: 'company file, YAML or JSON' } },
  options: [
    {
      flags: '--dry-run',
      words: {
        zh: '不作更改，只打印将要发生的变更及新旧值',
        en: 'change nothing, print what would change, with old and new values',
      },
    },
    {
      flags: '--prune',
      words: {
        zh: '删除文件不再列出、也没有被引用的条目；先列出并询问',
        en: 'remove entries that the file no longer names, unless something refers to them; lists them and asks first',
      },
    },
    yes,
  ],
  examples: [
    {
      line: 'apply company.yaml --dry-run',
      words: { zh: '查看将要发生的变更。', en: 'Shows what would change.' },
    },
    {
      line: 'apply company.yaml --prune --yes',
      words: {
        zh: '应用并删除多余的条目，不询问。',
        en: 'Applies it and removes what it no longer names, without asking.',
      },
    },
  ],
  run: async (invocation, file: string, options: GivenApply) =>
    (await import('../commands/apply.ts')).apply(invocation, file, options),
};

const init: Declaration = {
  usage: 'init [file]',
  words: {
    zh: '写出带注释的企业文件，以及供编辑器使用的模式文件',
    en: 'write a company file with comments to begin with, and its schema for editors',
  },
  arguments: { file: { zh: '要写的文件，默认 company.yaml', en: 'the file to write, company.yaml when left out' } },
  examples: [{ line: 'init', words: { zh: '写出 company.yaml。', en: 'Writes company.yaml.' } }],
  run: async (invocation, file: string | undefined) => (await import('../commands/init.ts')).init(invocation, file),
};

const show: Declaration = {
  usage: 'show <companyid>',
  words: {
    zh: '把企业打印成文件（YAML，或用 --json），含应用密钥',
    en: 'print a company as a file, YAML or with --json, with its app keys',
  },
  examples: [{ line: 'show COMPANYID > company.yaml', words: { zh: '保存成文件。', en: 'Saves it as a file.' } }],
  run: async (invocation, companyId: string) => (await import('../commands/show.ts')).show(invocation, companyId),
};

const companies: Declaration = {
  usage: 'companies',
  words: { zh: '列出企业', en: 'list the companies' },
  run: async (invocation) => (await import('../commands/companies.ts')).companies(invocation),
};

export const company: readonly Declaration[] = [init, apply, show, companies];
