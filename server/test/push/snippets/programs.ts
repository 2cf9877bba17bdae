import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from '../receiver.ts';

/** A receiver that docs/pushes.md prints, and how to run it. */
export interface Program {
  readonly language: string;
  /** The word after the fence of its code block. */
  readonly block: string;
  readonly file: string;
  /** Commands that must be installed. */
  readonly needs: readonly string[];
  readonly compile?: readonly string[];
  readonly run: (port: number) => readonly string[];
}

export const programs: readonly Program[] = [
  {
    language: 'Java',
    block: 'java',
    file: 'Receiver.java',
    needs: ['javac', 'java'],
    run: () => ['java', 'Receiver.java'],
  },
  {
    language: 'Python',
    block: 'python',
    file: 'receiver.py',
    needs: ['python3'],
    run: () => ['python3', 'receiver.py'],
  },
  {
    language: 'PHP',
    block: 'php',
    file: 'receiver.php',
    needs: ['php'],
    run: (port) => ['php', '-S', `127.0.0.1:${port}`, 'receiver.php'],
  },
  {
    language: 'Go',
    block: 'go',
    file: 'receiver.go',
    needs: ['go'],
    // `go run` would start the program as a child of its own, which outlives it.
    compile: ['go', 'build', '-o', 'receiver', 'receiver.go'],
    run: () => ['./receiver'],
  },
  {
    language: 'C#',
    block: 'csharp',
    file: 'Receiver.cs',
    needs: ['mcs', 'mono'],
    compile: ['mcs', 'Receiver.cs'],
    run: () => ['mono', 'Receiver.exe'],
  },
  {
    language: 'Node',
    block: 'js',
    file: 'receiver.mjs',
    needs: [],
    run: () => [process.execPath, 'receiver.mjs'],
  },
];

/** Returns why the tests of a program are skipped, or false. */
export function missing({ needs, language }: Program): string | false {
  const absent = needs.filter((command) => spawnSync('which', [command]).status !== 0);
  return absent.length > 0 ? `not installed: ${absent.join(', ')}; the receiver in ${language} is untested` : false;
}

/** A program that runs and listens. */
export interface RunningProgram {
  readonly url: string;
  /** Returns the messages that its `handle` got, as `id, length`. */
  handled(): string[];
  stop(): Promise<void>;
}

/** Rejects when the program ends before it listens. */
export async function startProgram(program: Program, code: string, secret: string): Promise<RunningProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-snippet-'));
  writeFileSync(join(folder, program.file), code);
  if (program.compile) compile(program.compile, folder);
  const port = await freePort();
  const [command = '', ...args] = program.run(port);
  // PHP's program keeps its marks in the folder for temporary files.
  const env = { ...process.env, WEBHOOK_SECRET: secret, PORT: String(port), TMPDIR: folder };
  const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = await untilReady(child).catch((error) => {
    rmSync(folder, { recursive: true });
    throw error;
  });
  return {
    url: `http://127.0.0.1:${port}/hook?access_token=s3cret`,
    handled: () => [...output().matchAll(/received (\w+, \d+) bytes/g)].map(([, message]) => message!),
    async stop() {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
      rmSync(folder, { recursive: true });
    },
  };
}

function compile([command = '', ...args]: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server as never);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Resolves, when the program listens, with a function that returns its output. */
function untilReady(child: ChildProcess): Promise<() => string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      // PHP's own server writes "started".
      if (/listening|started/.test(output)) resolve(() => output);
    };
    child.stdout!.on('data', read);
    child.stderr!.on('data', read);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`the program ended: ${output}`)));
  });
}
