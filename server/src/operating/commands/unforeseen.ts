import type { Logger } from 'pino';

/** The most errors logged, because an attacker who found one may cause many. */
const mostLogged = 20;

/**
 * Resolves with the first uncaught error or unhandled rejection. Without a listener Node would end the process at once,
 * with every call under way. With this one it goes on in an unknown state, so the caller must end it soon.
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
