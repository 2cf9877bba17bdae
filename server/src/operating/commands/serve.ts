import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { reactorsOf, type Server, startServer } from '../../app.ts';
import type { Config } from '../../config/config.ts';
import { setupAddress } from '../../console/setup-address.ts';
import type { Ending } from '../../http/server.ts';
import { canAnybodySignIn } from '../../people/first-admin.ts';
import { answerCommands } from './control.ts';
import { lockFolder } from './folder-lock.ts';
import { keepKey } from './keep-key.ts';
import { operationsOn, tellNobody } from './operations.ts';
import { unforeseenError } from './unforeseen.ts';

const nobodySignsIn =
  'Nobody can sign in any more. Use gongdan user add, gongdan user password or gongdan user enable.';

/** After a fault, new calls are refused at once. Balancers notice at /readyz, within half a second as in deploy/. */
const inHaste: Ending = { serveMs: 0, refuseMs: 1000, drainMs: 4000 };
/** After a fault, the process ends within ten seconds, even if pushes are under way or something hangs. */
const mostToEndMs = 9000;

/**
 * Runs the server until SIGTERM or SIGINT, then waits for the calls under way. Prints one line of JSON when it is ready:
 * `{"ready":true,"url":"http://127.0.0.1:7070"}`, with `setup` until the first admin exists. `announce` may print more
 * before it. After an uncaught error the server stops within ten seconds, and this throws.
 */
export async function serve(
  config: Config,
  announce: (server: Server) => Promise<void> = async () => {},
): Promise<void> {
  const lock = lockFolder(config.data);
  const server = await startServer(config);
  const { context, vault } = server;
  const outside = {
    random: randomBytes,
    pushAllow: config.pushAllow ?? [],
    loadReactors: async (pushes: 'told' | 'silent') =>
      pushes === 'told' ? context.reactors : reactorsOf(tellNobody, config),
  };
  const failed = unforeseenError(context.log).then((error) => ({ error }));
  const stopKeeping = keepKey(config, context.log);
  const door = await answerCommands(config.data, { ...operationsOn({ ...context, vault, ...outside }) });
  // Listens before the server reports that it is ready, because without a listener a signal kills the process.
  const toldToStop = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await announce(server);
  const setup = await setupAddress(context);
  if (setup) console.error(`Nobody can sign in yet. Make the first admin at ${setup}`);
  else if (!(await canAnybodySignIn(context.db.query))) console.error(nobodySignsIn);
  console.log(JSON.stringify({ ready: true, url: server.url, setup }));
  const fault = await Promise.race([toldToStop.then(() => undefined), failed]);
  if (fault) setTimeout(() => process.exit(1), mostToEndMs);
  stopKeeping();
  await door.close();
  await server.close(fault && inHaste);
  lock.release();
  // Throws, because the supervisor restarts only a process that failed.
  if (fault)
    throw new Error(`stopped after a fault: ${fault.error instanceof Error ? fault.error.message : fault.error}`);
}
