import type { Declaration } from './declaration.ts';

const companyOption = {
  flags: '--company <companyid>',
  words: { zh: '所属企业的编号', en: 'id of the company' },
  required: true,
};

export const store: readonly Declaration[] = [
  {
    usage: 'backup <file>',
    words: {
      zh: '把数据库与附件备份成一个文件；服务可以照常运行',
      en: 'write the store and its attachments into one file, also while a server is running',
    },
    arguments: { file: { zh: '要写入的文件', en: 'the file to write' } },
    options: [
      {
        flags: '--with-key',
        words: { zh: '连同解密所有密钥的安装密钥', en: 'include the key, which decrypts all secrets' },
      },
    ],
    examples: [
      {
        line: 'backup /backup/gongdan.tar.zst --data /var/lib/gongdan',
        words: {
          zh: '备份一个文件夹里的安装；密钥要另行保存。',
          en: 'Backs up the installation in a folder. Keep its key in another place.',
        },
      },
    ],
    run: async (invocation, file: string, options: { withKey?: boolean }) =>
      (await import('../commands/backup.ts')).backup(invocation, file, options),
  },
  {
    usage: 'restore <file>',
    words: { zh: '用备份替换数据文件夹的内容', en: 'replace the data folder by the contents of a back-up' },
    arguments: { file: { zh: 'backup 写出的文件', en: 'a file written by backup' } },
    options: [
      {
        flags: '--force',
        words: {
          zh: '数据文件夹不为空时也替换，原有内容移到一旁',
          en: 'replace a folder that is not empty; its contents are moved aside',
        },
      },
    ],
    examples: [
      {
        line: 'restore /backup/gongdan.tar.zst --data ./restored --key-file ./key',
        words: { zh: '恢复到一个新文件夹。', en: 'Restores into a new folder.' },
      },
    ],
    run: async (invocation, file: string, options: { force?: boolean }) =>
      (await import('../commands/restore.ts')).restore(invocation, file, options),
  },
  {
    usage: 'erase',
    words: {
      zh: '彻底抹除一位客户的个人数据；数量与统计保留',
      en: "remove a person's data everywhere; numbers and counts stay",
    },
    options: [
      companyOption,
      { flags: '--customer <userid>', words: { zh: '客户编号', en: 'id of the customer' }, required: true },
    ],
    run: async (invocation, { company, customer }: { company: string; customer: string }) =>
      (await import('../commands/erase.ts')).erase(invocation, company, customer),
  },
  {
    usage: 'compact',
    words: {
      zh: '整理 SQLite 数据库：清除已抹除内容的副本与空闲空间；期间写入要等待',
      en: 'compact a SQLite store: remove copies of erased contents and unused space; writes wait meanwhile',
    },
    run: async (invocation) => (await import('../commands/compact.ts')).compact(invocation),
  },
  {
    usage: 'move',
    words: {
      zh: '把数据复制到 PostgreSQL，或从那里复制回文件夹，并证明两边一致',
      en: 'copy the store to PostgreSQL, or from there to a folder, and prove that both hold the same',
    },
    options: [
      { flags: '--to <place>', words: { zh: 'postgres://… 或文件夹', en: 'postgres://… or a folder' }, required: true },
    ],
    examples: [
      {
        line: 'move --to postgres://gongdan@db.example/gongdan --key-file ./data/key',
        words: {
          zh: '服务运行时先复制大部分数据；停止服务后再执行一次，复制其余的并校验。',
          en: 'Copies most of the data while the server runs. Run it again without a server to copy the rest and compare.',
        },
      },
      {
        line: 'move --to ./folder --database-url postgres://gongdan@db.example/gongdan --key-file ./key',
        words: { zh: '从 PostgreSQL 迁移到文件夹。', en: 'Moves from PostgreSQL to a folder.' },
      },
    ],
    run: async (invocation, { to }: { to: string }) => (await import('../commands/move.ts')).move(invocation, to),
  },
];
