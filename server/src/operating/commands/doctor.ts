import { existsSync, statSync } from 'node:fs';
import { access, constants, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { settings } from '../../config/settings.ts';
import type { Queries } from '../../db/database.ts';
import { connectionsOfNode, countNodes, readMostConnections } from '../../db/postgres/serving.ts';
import { openReader } from '../../db/reader.ts';
import { Problem } from '../../errors.ts';
import { builtFolder } from '../../http/page/routes.ts';
import { canAnybodySignIn } from '../../people/first-admin.ts';
import { isSetupOpen } from '../../people/setup.ts';
import { isZone } from '../../zone.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { askServer } from './control.ts';
import { erasedContents } from './erased-contents.ts';
import { type Finding, fail, ok, warn } from './finding.ts';
import { type FolderLock, tryToLockFolder } from './folder-lock.ts';
import { openInstallation, type Status, statusOf } from './operations.ts';

type Check = (config: Config) => Finding | Promise<Finding> | Promise<readonly Finding[]>;

/** The checks, in the order of their lines. */
const checks: readonly Check[] = [
  node,
  timeZones,
  clock,
  folder,
  diskSpace,
  keyFile,
  attachments,
  address,
  builtConsole,
  store,
  connections,
];

/** Prints a line for each check. The exit code is 1 when a check fails. */
export async function doctor({ config }: Invocation): Promise<void> {
  for (const check of checks) {
    for (const { result, text } of [await check(config)].flat()) {
      console.log(`${result.padEnd(4)} ${text}`);
      if (result === 'fail') process.exitCode = 1;
    }
  }
}

function node(): Finding {
  return ok(`Node ${process.version}`);
}

function timeZones(): Finding {
  const missing = ['Asia/Shanghai', 'America/New_York', 'Europe/London'].filter((zone) => !isZone(zone));
  return missing.length === 0
    ? ok('the time zone data is complete')
    : fail(`this Node lacks the time zones ${missing.join(', ')}; use a Node with full ICU data`);
}

function clock(): Finding {
  const now = new Date();
  // The program was written in 2025 or later. With an earlier clock the server would refuse every token.
  return now.getUTCFullYear() >= 2025
    ? ok(`the clock says ${now.toISOString()}`)
    : fail(`the clock says ${now.toISOString()}; set it, or get_token will refuse every call`);
}

async function folder({ data }: Config): Promise<Finding> {
  const stat = statSync(data, { throwIfNoEntry: false });
  if (!stat) return ok(`the data folder ${data} will be created at the first start`);
  if (!stat.isDirectory()) return fail(`${data} is not a folder; choose another GONGDAN_DATA`);
  try {
    await access(data, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return fail(`this user cannot write to the data folder ${data}; change its owner`);
  }
  return stat.mode & 0o077
    ? warn(`the data folder ${data} is open to other users until the next start; chmod 700 it`)
    : ok(`the data folder ${data} is writable`);
}

async function diskSpace({ data }: Config): Promise<Finding> {
  const existing = statSync(data, { throwIfNoEntry: false }) ? data : '.';
  const { bavail, bsize } = await statfs(existing);
  const free = bavail * bsize;
  const text = `${(free / 1024 ** 3).toFixed(1)} GiB are free`;
  if (free < 100 * 1024 ** 2) return fail(`${text}; make room before starting`);
  return free < 2 * 1024 ** 3 ? warn(`${text}; attachments and back-ups may need more`) : ok(text);
}

function keyFile({ key, data, databaseUrl }: Config): Finding {
  if (key) return ok('the key is set by the settings');
  if (databaseUrl) return fail('PostgreSQL needs GONGDAN_KEY; make one with: openssl rand -hex 32');
  const path = join(data, 'key');
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return ok(`the key ${path} will be created at the first start`);
  return stat.mode & 0o077
    ? warn(`${path} can be read by other users until the next start; chmod 600 it`)
    : ok(`the key is in ${path}`);
}

function attachments({ databaseUrl, filesUrl, data }: Config): Finding {
  if (filesUrl !== null) return ok(`attachments are kept at ${settings.filesUrl.kind.show(filesUrl)}`);
  const text = `attachments are kept in ${join(data, 'files')}`;
  return databaseUrl === null
    ? ok(text)
    : warn(`${text}, where other nodes cannot read them; several nodes need GONGDAN_FILES_URL`);
}

/** Warns when users reach the server over a network without TLS. */
function address({ publicUrl, host }: Config): Finding {
  const local = ['127.0.0.1', '::1', 'localhost'];
  if (publicUrl?.startsWith('https:')) return ok(`the public address ${publicUrl} uses TLS, so cookies are secure`);
  if (publicUrl === null && local.includes(host)) {
    return ok('only this machine reaches the server; for others put TLS in front and set GONGDAN_PUBLIC_URL=https://…');
  }
  if (publicUrl !== null && local.includes(URL.parse(publicUrl)?.hostname ?? ''))
    return ok(`the public address is ${publicUrl}`);
  return warn(
    'passwords and sessions cross the network in clear text; put TLS in front and set GONGDAN_PUBLIC_URL=https://…',
  );
}

function builtConsole(): Finding {
  return existsSync(join(builtFolder, 'index.html'))
    ? ok('the console is built')
    : warn('the console is not built, so only the API is served; run npm run build:console');
}

/** Says why the store cannot be opened. */
function unusable(error: unknown): string {
  if (!(error instanceof Problem)) return `the database cannot be used: ${(error as Error).message}`;
  return error.field === undefined ? error.text : `${error.field} ${error.text}`;
}

/**
 * Checks the store. Opening it also migrates it to this release, so a store that no server has created yet, or that a
 * running server uses, is not opened.
 */
async function store(config: Config): Promise<readonly Finding[]> {
  if (config.databaseUrl === null && !statSync(join(config.data, 'gongdan.db'), { throwIfNoEntry: false })) {
    return [ok('the database will be created at the first start')];
  }
  let lock: FolderLock | undefined;
  try {
    lock = tryToLockFolder(config.data);
    if (!lock) return await runningServer(config);
    const { installation, close } = await openInstallation(config);
    const status = statusOf(installation.db);
    const [nobody, erased] = await Promise.all([whyNobodySignsIn(installation.db.query), status]).finally(close);
    const fine = `the database ${config.databaseUrl === null ? '' : 'answers, '}is up to date and the key fits`;
    return [ok(nobody === undefined ? fine : `${fine}; ${nobody}`), ...erasedContents(erased, config)];
  } catch (error) {
    return [fail(unusable(error))];
  } finally {
    lock?.release();
  }
}

async function whyNobodySignsIn(query: Queries): Promise<string | undefined> {
  if (await canAnybodySignIn(query)) return undefined;
  return (await isSetupOpen(query))
    ? 'nobody can sign in yet: the server prints at its start the address for creating the first admin'
    : 'nobody can sign in any more: add or enable an admin with gongdan user';
}

/** Warns when the database allows too few connections for one more node: under load it would refuse some. */
async function connections({ databaseUrl }: Config): Promise<Finding> {
  if (databaseUrl === null) return ok('SQLite needs no connections');
  const { close, query } = await openReader({ url: databaseUrl });
  try {
    const [nodes, most] = [await countNodes(query), await readMostConnections(query)];
    const text = `${nodes} nodes use the database, each at most ${connectionsOfNode} of its ${most} connections`;
    return (nodes + 1) * connectionsOfNode > most ? warn(`${text}; raise max_connections`) : ok(text);
  } catch {
    return warn('could not ask the database how many connections it allows');
  } finally {
    await close();
  }
}

async function runningServer(config: Config): Promise<readonly Finding[]> {
  const answer = await askServer(config.data, 'status', {});
  return answer
    ? [ok('a server is running on this data folder and answers'), ...erasedContents(answer.value as Status, config)]
    : [warn('another process holds the data folder but answers no commands; it may be starting or stopping')];
}
