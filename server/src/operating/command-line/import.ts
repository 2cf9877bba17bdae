import type { ImportKind } from '../../import/row.ts';
import type { ImportOptions } from '../commands/import.ts';
import type { Declaration } from './declaration.ts';

export const importing: Declaration = {
  usage: 'import <what> <file>',
  words: {
    zh: '从 JSON Lines 或 CSV 导入客户或工单；再次运行会从上次中断处继续',
    en: 'import customers or tickets from JSON Lines or CSV; a second run continues where the first one stopped',
  },
  arguments: {
    what: { zh: 'customers（客户）或 tickets（工单）', en: 'customers or tickets' },
    file: {
      zh: '.jsonl 或 .csv 文件，列名为接口的参数名',
      en: '.jsonl or .csv, with the parameter names of the API',
    },
  },
  argumentChoices: { what: ['customers', 'tickets'] },
  options: [
    {
      flags: '--company <companyid>',
      words: { zh: '所属企业的编号', en: 'the company to which they belong' },
      required: true,
    },
    {
      flags: '--format <format>',
      words: { zh: '文件格式；文件名看不出时指定', en: 'the format, when the name of the file does not say it' },
      choices: ['jsonl', 'csv'],
    },
    {
      flags: '--encoding <encoding>',
      words: {
        zh: 'utf-8、utf-16le、utf-16be、gb18030 或 big5；不填则自动识别',
        en: 'utf-8, utf-16le, utf-16be, gb18030 or big5; detected when left out',
      },
    },
    {
      flags: '--errors <file>',
      words: {
        zh: '记录被拒绝的行的文件；默认 FILE.errors.jsonl',
        en: 'the file in which refused lines are listed, FILE.errors.jsonl when left out',
      },
    },
    {
      flags: '--dry-run',
      words: { zh: '不导入，只列出将被拒绝的行', en: 'import nothing, list what would be refused' },
    },
    {
      flags: '--again',
      words: {
        zh: '全部重新导入，包括以前导入过的行',
        en: 'import everything again, also lines that were imported before',
      },
    },
  ],
  run: async (invocation, what: ImportKind, file: string, options: ImportOptions) =>
    (await import('../commands/import.ts')).importFile(invocation, what, file, options),
};
