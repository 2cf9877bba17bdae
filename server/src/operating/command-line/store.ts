import type { RemovalOptions } from '../commands/compact.ts';
import type { EraseOptions } from '../commands/erase.ts';
import { companyOption, type Declaration, yes } from './declaration.ts';

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
      { flags: '--dry-run', words: { zh: '不抹除，只说明将抹除什么', en: 'erase nothing, say what would be erased' } },
      yes,
    ],
    examples: [
      {
        line: 'erase --company acme --customer u1 --dry-run',
        words: { zh: '说明有多少张工单涉及这位客户。', en: 'Says how many tickets name the customer.' },
      },
    ],
    run: async (invocation, options: EraseOptions) => (await import('../commands/erase.ts')).erase(invocation, options),
  },
  {
    usage: 'compact',
    words: {
      zh: '整理 SQLite 存储：清除已抹除内容的副本与空闲空间，期间写入要等待；使用 PostgreSQL 时无需整理',
      en: 'compact a SQLite store: remove copies of erased contents and unused space, while writes wait; on PostgreSQL there is nothing to do',
    },
    options: [
      {
        flags: '--dry-run',
        words: {
          zh: '不整理，只说明存储的大小与写入要等多久',
          en: 'compact nothing, say how large the store is and how long writes would wait',
        },
      },
      yes,
    ],
    run: async (invocation, options: RemovalOptions) =>
      (await import('../commands/compact.ts')).compact(invocation, options),
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
