import type { Logger } from 'pino';

/** The most errors that are logged. An attacker who has found a way to cause one may cause many. */
const mostLogged = 20;

/**
 * Resolves with the first uncaught error or unhandled rejection. Without this listener Node would end the process at
 * once, and with it every call under way. With the listener the process goes on in an unknown state, so the caller must
 * end it soon.
 */
export function unforeseenError(log: Logger): Promise<unknown> {
  let count = 0;
  return new Promise((resolve) => {
    process.on('uncaughtException', (error, origin) => {
      count += 1;
      if (count <= mostLogged) log.fatal({ err: error, origin }, 'uncaught error: the server stops');
      resolve(error);
    });
  });
}
