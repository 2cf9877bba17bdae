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
  /** The lines that `act` adds. Lines of answered requests are written before or just after the client has the answer. */
  linesOf(act: () => Promise<unknown>): Promise<readonly Line[]>;
}

export async function startLoggedApp(options: AppOptions = {}, level: 'info' | 'debug' = 'info'): Promise<LoggedApp> {
  const written: string[] = [];
  const log = openLog({ logLevel: level }, { write: (line: string) => written.push(line) });
  const app = await startApp({ ...options, log });
  const lines = () => written.map((line) => JSON.parse(line) as Line);
  return {
    app,
    lines,
    text: () => written.join(''),
    async linesOf(act) {
      const before = written.length;
      await act();
      // The server writes its line in the turn in which it ends the answer; this request comes after that turn.
      await fetch(`${app.url}/livez`);
      return lines()
        .slice(before)
        .filter(({ path }) => path !== '/livez');
    },
  };
}
