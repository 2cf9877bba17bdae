import type { Logger } from 'pino';

/** An attacker who has found one fault may cause many. */
const mostLogged = 20;

/**
 * Resolves with the first error that nobody caught, thrown or rejected. Node would end the process in the middle of
 * everything; with a listener it goes on, in a state that nobody has thought of, so that it must be ended soon.
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
