import type { ApplyOptions } from '../../company-file/apply.ts';
import type { Declaration } from './declaration.ts';

export const company: readonly Declaration[] = [
  {
    usage: 'apply <file>',
    words: {
      zh: '按文件设置企业，并打印它的应用密钥',
      en: 'change a company to what a file says, and print its app credentials',
    },
    arguments: { file: { zh: '企业文件，YAML 或 JSON', en: 'company file, YAML or JSON' } },
    options: [
      {
        flags: '--dry-run',
        words: { zh: '不作更改，只打印将要发生的变更', en: 'change nothing, print what would change' },
      },
      {
        flags: '--prune',
        words: {
          zh: '删除文件不再列出、也没有被引用的条目',
          en: 'remove entries that the file no longer names, unless something refers to them',
        },
      },
    ],
    run: async ({ terminal, config }, file: string, options: ApplyOptions) =>
      (await import('../commands/apply.ts')).apply({ terminal, config }, file, options),
  },
  {
    usage: 'show <companyid>',
    words: { zh: '把企业打印成文件，含应用密钥', en: 'print a company as a file, with its app keys' },
    run: async (invocation, companyId: string) => (await import('../commands/show.ts')).show(invocation, companyId),
  },
];
