import type { Logger } from 'pino';

/** An attacker who has found one fault may cause many. */
const mostLogged = 20;

/**
 * Resolves with the first error that nobody caught, thrown or rejected. Without a listener Node would end the process at
 * once, with every call under way. With one the process goes on in an unknown state, so that the caller must end it soon.
 */
export function unforeseenError(log: Logger): Promise<unknown> {
  let count = 0;
  return new Promise((resolve) => {
    process.on('uncaughtException', (error, origin) => {
      count += 1;
      if (count <= mostLogged) log.fatal({ err: error, origin }, 'a fault that nobody dealt with: the server stops');
      resolve(error);
    });
  });
}
