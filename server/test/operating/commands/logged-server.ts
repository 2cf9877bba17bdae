import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { start } from './gongdan.ts';

const mostToWaitMs = 120_000;

/** `gongdan serve` in a process of its own, whose log the test reads. */
export interface LoggedServer {
  readonly url: string;
  readonly pid: number;
  /** Resolves with the first line of the log, past or future, that matches. */
  logged(words: RegExp): Promise<string>;
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts a server on a free port. `under` is the beginning of a command that runs it, such as `unshare`. */
export async function serveLogged(data: string, under: readonly string[] = []): Promise<LoggedServer> {
  const child = start(['serve', '--data', data, '--port', '0', '--log-level', 'error'], {}, [], under);
  const ended = once(child, 'exit') as Promise<[number | null]>;
  // Kills the server when the test process exits.
  process.once('exit', () => child.kill('SIGKILL'));
  const lines: string[] = [];
  createInterface({ input: child.stderr! }).on('line', (line) => lines.push(line));

  async function logged(words: RegExp): Promise<string> {
    // A test that timed out goes on waiting, and the run with it, unless the wait has an end of its own.
    const until = performance.now() + mostToWaitMs;
    for (;;) {
      const found = lines.find((line) => words.test(line));
      if (found !== undefined) return found;
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`the server ended and did not log ${words}: ${lines.join('\n')}`);
      if (performance.now() > until) throw new Error(`the server did not log ${words}: ${lines.join('\n')}`);
      await nextTurn();
    }
  }

  for await (const line of createInterface({ input: child.stdout! })) {
    const { url } = JSON.parse(line) as { url: string };
    const stop = async (signal: NodeJS.Signals) => {
      child.kill(signal);
      return (await ended)[0];
    };
    return { url, pid: child.pid!, logged, stop };
  }
  throw new Error(`the server ended before it was ready: ${lines.join('\n')}`);
}
