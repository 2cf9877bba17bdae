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

const nobodyLeft = 'Nobody can sign in any more. Use gongdan user add, gongdan user password or gongdan user enable.';

/** After a fault calls are turned away at once. Balancers hear of it at /readyz, in half a second as in deploy/. */
const inHaste: Ending = { serveMs: 0, refuseMs: 1000, drainMs: 4000 };
/** After a fault the process ends within ten seconds, whatever pushes are under way and whatever hangs. */
const mostToEndMs = 9000;

/**
 * Runs the server until SIGTERM or SIGINT, then ends the calls under way. Prints one line of JSON when it is ready:
 * `{"ready":true,"url":"http://127.0.0.1:7070"}`, with `setup` until the first admin was made. `announce` may print more
 * before it. After an error that nobody caught it ends all the same, and throws, within ten seconds.
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
  // Before anybody can know that the server is ready: without a listener the signal would kill it.
  const toldToStop = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await announce(server);
  const setup = await setupAddress(context);
  if (setup) console.error(`Nobody can sign in yet. Make the first admin at ${setup}`);
  else if (!(await canAnybodySignIn(context.db.query))) console.error(nobodyLeft);
  console.log(JSON.stringify({ ready: true, url: server.url, setup }));
  const fault = await Promise.race([toldToStop.then(() => undefined), failed]);
  if (fault) setTimeout(() => process.exit(1), mostToEndMs);
  stopKeeping();
  await door.close();
  await server.close(fault && inHaste);
  lock.release();
  // The supervisor starts a new process only if this one says that it failed.
  if (fault)
    throw new Error(`stopped after a fault: ${fault.error instanceof Error ? fault.error.message : fault.error}`);
}
