import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Words } from '@gongdan/contract';
import { reactorsOf, type Server, startServer } from '../../app.ts';
import { setupAddress } from '../../console/setup-address.ts';
import type { Ending } from '../../http/server.ts';
import { canAnybodySignIn } from '../../people/first-admin.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { answerCommands } from './control.ts';
import { lockFolder } from './folder-lock.ts';
import { demandFreeAddress } from './listening.ts';
import { makeNoMessages, operationsOn } from './operations.ts';
import { unforeseenError } from './unforeseen.ts';
import { watchKeyFile } from './watch-key-file.ts';

const nobodyAnyMore: Words = {
  zh: '已经没有人可以登录。请使用 gongdan user add、gongdan user password 或 gongdan user enable。',
  en: 'Nobody can sign in any more. Use gongdan user add, gongdan user password or gongdan user enable.',
};

function nobodyYet(setup: string): Words {
  return {
    zh: `还没有人可以登录。请打开这个地址创建第一位管理员：${setup}`,
    en: `Nobody can sign in yet. Make the first admin at ${setup}`,
  };
}

/**
 * How the server ends after a fault: it refuses new calls at once, and goes on refusing them for a second. Meanwhile
 * balancers notice at /readyz; those of deploy/ ask twice a second.
 */
const afterFault: Ending = { serveMs: 0, refuseMs: 1000, drainMs: 4000 };
/** After a fault the process ends in this time, even if pushes are under way or something hangs. */
const mostToEndMs = 9000;

/**
 * Runs the server until SIGTERM or SIGINT, then waits for the calls under way. When it is ready it prints a sentence on a
 * terminal, and elsewhere one line of JSON:
 * `{"ready":true,"url":"http://127.0.0.1:7070"}`, and `setup` with the address for making the first admin while there is
 * none. `announce` may print other lines before this one. After an uncaught error the server stops within ten seconds and
 * the function throws.
 */
export async function serve(
  { terminal, config }: Invocation,
  announce: (server: Server) => Promise<void> = async () => {},
): Promise<void> {
  const lock = lockFolder(config.data);
  // Asked before the store is opened, because a conversion of a store of an older release may take minutes.
  await demandFreeAddress(config);
  const server = await startServer(config);
  const { context, vault } = server;
  const additions = {
    config,
    random: randomBytes,
    pushAllow: config.pushAllow ?? [],
    loadReactors: async (pushes: 'sent' | 'none') =>
      pushes === 'sent' ? context.reactors : reactorsOf(makeNoMessages, config),
  };
  const failed = unforeseenError(context.log).then((error) => ({ error }));
  const stopWatching = watchKeyFile(config, context.log);
  const control = await answerCommands(config.data, { ...operationsOn({ ...context, vault, ...additions }) });
  // Listens before the server reports that it is ready: without a listener a signal kills the process.
  const stopSignal = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await announce(server);
  const setup = await setupAddress(context);
  if (setup) terminal.say(nobodyYet(setup));
  else if (!(await canAnybodySignIn(context.db.query))) terminal.say(nobodyAnyMore);
  terminal.printResult({ ready: true, url: server.url, setup }, ({ url }) => ({
    zh: `服务已启动：${url}（按 Ctrl+C 停止）`,
    en: `Serving at ${url} (Ctrl+C stops)`,
  }));
  const fault = await Promise.race([stopSignal.then(() => undefined), failed]);
  if (fault) setTimeout(() => process.exit(1), mostToEndMs);
  stopWatching();
  await control.close();
  await server.close(fault && afterFault);
  lock.release();
  // Throws, because the supervisor restarts only a process that failed.
  if (fault)
    throw new Error(`stopped after a fault: ${fault.error instanceof Error ? fault.error.message : fault.error}`);
}
