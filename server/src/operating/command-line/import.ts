import type { ImportKind } from '../../import/row.ts';
import type { ImportOptions } from '../commands/import.ts';
import { companyOption, type Declaration } from './declaration.ts';

export const importing: Declaration = {
  usage: 'import <what> <file>',
  words: {
    zh: '从 CSV 或 JSON Lines 导入客户或工单；再次运行只导入尚未导入的行',
    en: 'import customers or tickets from CSV or JSON Lines; a second run imports only the rows that are not there yet',
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
    companyOption,
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
      flags: '--delimiter <character>',
      words: {
        zh: 'CSV 的分隔符，制表符写作 tab；不填则自动识别',
        en: 'what separates the columns of a CSV file, tab for a tab; detected when left out',
      },
    },
    {
      flags: '--map <theirs=ours>',
      words: {
        zh: '把文件中的列导入为另一列，可多次给出；等号后留空则不导入该列',
        en: 'import a column of the file as another one, repeatable; with nothing after the equals sign it is left out',
      },
      parse: (text, before) => [...((before as string[] | undefined) ?? []), text],
    },
    {
      flags: '--key <column>',
      ownFlag: '--key-column',
      words: {
        zh: '工单的 recordid 相同即视为同一工单，不再导入',
        en: 'take tickets with the same recordid for the same ticket, which is not imported twice',
      },
      choices: ['recordid'],
    },
    {
      flags: '--refused <file>',
      words: {
        zh: '写入被拒绝的行的文件，改正后可直接导入；默认与原文件放在一起，名为 NAME.refused.csv',
        en: 'the file for refused rows, which can be imported once they are mended; NAME.refused.csv beside the file when left out',
      },
    },
    {
      flags: '--dry-run',
      words: {
        zh: '不写入，只说明将导入多少、拒绝哪些行',
        en: 'write nothing, say what would be imported and refused',
      },
    },
    {
      flags: '--again',
      words: {
        zh: '以前导入过的行也再导入一次',
        en: 'import also the rows that were imported before',
      },
    },
  ],
  examples: [
    {
      line: 'import tickets 工单.csv --company acme --map 标题=ticket_title --dry-run',
      words: {
        zh: '检查文件，说明将导入多少行、拒绝哪些行。',
        en: 'Checks the file and says what would be imported and refused.',
      },
    },
    {
      line: 'import tickets 工单.refused.csv --company acme --map 标题=ticket_title',
      words: { zh: '导入改正后的行。', en: 'Imports the rows that were refused, once they are mended.' },
    },
  ],
  run: async (invocation, what: ImportKind, file: string, options: ImportOptions) =>
    (await import('../commands/import.ts')).importFile(invocation, what, file, options),
};
