import { setImmediate as nextTurn } from 'node:timers/promises';
import { openLog } from '../../src/config/log.ts';
import { type AppOptions, startApp, type TestApp } from '../app.ts';

/** A line of the log, parsed. */
export type Line = Readonly<Record<string, unknown>>;

/** A server whose log the test reads. */
export interface LoggedApp {
  readonly app: TestApp;
  /** The lines so far. */
  lines(): readonly Line[];
  /** Everything logged so far, as it was written. */
  text(): string;
  /**
   * The lines that `act` adds, at least `least`. A line is written when the answer has been handed to the system. That of a
   * file may be later than the client's last byte.
   */
  linesOf(act: () => Promise<unknown>, least?: number): Promise<readonly Line[]>;
}

const mostToWaitMs = 20_000;

export async function startLoggedApp(options: AppOptions = {}, level: 'info' | 'debug' = 'info'): Promise<LoggedApp> {
  const written: string[] = [];
  const log = openLog({ logLevel: level }, { write: (line: string) => written.push(line) });
  const app = await startApp({ ...options, log });
  const lines = () => written.map((line) => JSON.parse(line) as Line);
  return {
    app,
    lines,
    text: () => written.join(''),
    async linesOf(act, least = 0) {
      const before = written.length;
      const added = () =>
        lines()
          .slice(before)
          .filter(({ path }) => path !== '/livez');
      await act();
      // A line that must not come would come before the answer to this request.
      await fetch(`${app.url}/livez`);
      const until = performance.now() + mostToWaitMs;
      while (added().length < least && performance.now() < until) await nextTurn();
      return added();
    },
  };
}
