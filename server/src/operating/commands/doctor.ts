import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '@gongdan/contract';
import type { Config } from '../../config/config.ts';
import { Problem } from '../../errors.ts';
import { checkPlace } from '../checks/examine.ts';
import { type Finding, fail, ok, warn } from '../checks/finding.ts';
import { checkStore } from '../checks/store.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { wordsOfError } from '../command-line/error-words.ts';
import type { Column } from '../terminal/terminal.ts';
import { askServer } from './control.ts';
import { type FolderLock, tryToLockFolder } from './folder-lock.ts';
import { openInstallation } from './operations.ts';

interface ShownFinding {
  readonly result: Finding['result'];
  readonly name: string;
  readonly text: string;
}

const results: Readonly<Record<Finding['result'], Words>> = {
  ok: { zh: '✓ 正常', en: '✓ ok' },
  warn: { zh: '! 注意', en: '! warning' },
  fail: { zh: '✗ 失败', en: '✗ failed' },
};

/** Prints the finding of each check. The exit code is 1 when a check fails. */
export async function doctor({ terminal, config }: Invocation): Promise<void> {
  const findings = await findAll(config);
  const columns: readonly Column<ShownFinding>[] = [
    { title: { zh: '结果', en: 'Result' }, cell: ({ result }) => terminal.text(results[result]) },
    { title: { zh: '说明', en: 'Finding' }, cell: ({ text }) => text },
  ];
  terminal.printRows(
    columns,
    findings.map(({ result, name, text }) => ({ result, name, text: terminal.text(text) })),
  );
  if (findings.some(({ result }) => result === 'fail')) process.exitCode = 1;
}

/** A running server checks itself, by its own settings and environment. */
async function findAll(config: Config): Promise<readonly Finding[]> {
  try {
    const answer = await askServer(config.data, 'examine', {});
    if (answer) return [running, ...(answer.value as readonly Finding[])];
  } catch (error) {
    return [...(await checkPlace(config)), fail('store', whyUnusable(error))];
  }
  return [...(await checkPlace(config)), ...(await checkUnusedStore(config))];
}

const running = ok('server', {
  zh: '有服务正在使用这个数据文件夹；以下是它按自己的配置与环境检查的结果',
  en: 'a server is running on this data folder and answers; what follows is by its settings and environment',
});

/**
 * Checks the store while no server runs. Opening it also migrates it to this release, so a store that no server has
 * created yet is not opened.
 */
async function checkUnusedStore(config: Config): Promise<readonly Finding[]> {
  if (config.databaseUrl === null && !existsSync(join(config.data, 'gongdan.db'))) {
    return [ok('store', { zh: '数据库会在首次启动时创建', en: 'the database will be created at the first start' })];
  }
  let lock: FolderLock | undefined;
  try {
    lock = tryToLockFolder(config.data);
    if (!lock) return [silent];
    const { installation, close } = await openInstallation(config);
    return await checkStore(installation.db, installation.vault, config).finally(close);
  } catch (error) {
    return [fail('store', whyUnusable(error))];
  } finally {
    lock?.release();
  }
}

const silent = warn('server', {
  zh: '另一个进程占用着数据文件夹，但不回应命令；它可能正在启动或停止',
  en: 'another process holds the data folder but answers no commands; it may be starting or stopping',
});

function whyUnusable(error: unknown): Words {
  const { zh, en } = wordsOfError(error);
  // A Problem says what is wrong. Other errors, such as ECONNREFUSED, do not say what they are about.
  return error instanceof Problem
    ? { zh, en }
    : { zh: `数据库无法使用：${zh}`, en: `the database cannot be used: ${en}` };
}
