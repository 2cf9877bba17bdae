import { statfsSync } from 'node:fs';
import type { Words } from '@gongdan/contract';
import { reactorsOf, type Server } from '../../app.ts';
import type { Config } from '../../config/config.ts';
import { refusedCommand } from '../../errors.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { giveDemoAccounts } from '../demo/accounts.ts';
import { demoLines, findDemoFacts } from '../demo/lines.ts';
import { demoConfig, isPrepared, prepareDemo } from '../demo/prepare.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { lockFolder } from './folder-lock.ts';
import { demandFreeAddress } from './listening.ts';
import { serve } from './serve.ts';

/** Serves the demo company, creating it at the first start, and prints commands to paste into a shell. */
export async function demo({ terminal, config }: Invocation): Promise<void> {
  const own = demoConfig(config);
  await makeReady(terminal, own);
  await serve({ terminal, config: own }, (server) => printLines(terminal, server));
}

/** Makes the company if there is none yet. What could hinder the server is checked first, because this takes a while. */
async function makeReady(terminal: Terminal, config: Config): Promise<void> {
  const lock = lockFolder(config.data);
  try {
    await demandFreeAddress(config);
    if (isPrepared(config)) return;
    demandRoom(config.data);
    await prepare(terminal, config);
  } finally {
    lock.release();
  }
}

/** The finished demo takes 170 MiB, and SQLite's log up to 64 MiB more while it is made. */
const roomBytes = 300 * 2 ** 20;

function demandRoom(folder: string): void {
  const { blocks, bavail, bsize } = statfsSync(folder);
  // Some file systems report no blocks.
  if (blocks === 0 || bavail * bsize >= roomBytes) return;
  const [wanted, free] = [roomBytes, bavail * bsize].map((bytes) => Math.floor(bytes / 2 ** 20));
  throw refusedCommand({
    zh: `演示数据需要 ${wanted} MiB 空间，而 ${folder} 只剩 ${free} MiB。请腾出空间，或用 --data 指定其他文件夹。`,
    en: `the demo needs ${wanted} MiB of room, and ${folder} has ${free} MiB: make room, or name another folder with --data`,
  });
}

async function prepare(terminal: Terminal, config: Config): Promise<void> {
  terminal.say({
    zh: `正在 ${config.data} 里生成演示企业；只在第一次启动时进行，大约需要半分钟。`,
    en: `Making the demo company in ${config.data}. This happens once and takes about half a minute.`,
  });
  const progress = terminal.progress();
  const show = (made: number, of: number) => progress.show(terminal.text(ticketsMade(made, of)));
  try {
    // The made-up past makes no push messages.
    await prepareDemo(
      config,
      Date.now(),
      reactorsOf(async () => {}, config),
      { progress: show },
    );
  } finally {
    progress.end();
  }
}

function ticketsMade(made: number, of: number): Words {
  const [done, all] = [made, of].map((count) => count.toLocaleString('en'));
  return { zh: `已生成 ${done} / ${all} 张工单`, en: `${done} of ${all} tickets made` };
}

const roleNames: Readonly<Record<string, Words>> = {
  admin: { zh: '管理员', en: 'admin' },
  supervisor: { zh: '主管', en: 'supervisor' },
  agent: { zh: '客服', en: 'agent' },
};

async function printLines(terminal: Terminal, { url, context, vault }: Server): Promise<void> {
  const { emails, password } = await giveDemoAccounts(context);
  const print = (words: Words) => terminal.print(terminal.text(words));
  print({
    zh: `\n打开 ${url}/console/ 登录，密码均为 ${password}：\n`,
    en: `\nSign in at ${url}/console/ with the password ${password} as\n`,
  });
  for (const [role, email] of Object.entries(emails)) {
    const { zh, en } = roleNames[role]!;
    print({ zh: `  ${email}（${zh}）`, en: `  ${email} (${en})` });
  }
  const lines = demoLines(url, await findDemoFacts(context.db.query, vault), context.now());
  print({
    zh: '\n把下面几行粘贴到命令行里运行；第一行取得令牌，供其余各行使用。\n',
    en: '\nPaste these into a shell; the first keeps a token for the others.\n',
  });
  terminal.print(`${lines.join('\n')}\n`);
}
