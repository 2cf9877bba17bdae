import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { PublicContext } from './api/handler.ts';
import { adoptKeptViews } from './company-file/sections/views.ts';
import type { Config } from './config/config.ts';
import { openLog } from './config/log.ts';
import type { HouseContext } from './console/handler.ts';
import { openLive } from './console/live/live.ts';
import { addConsoleRoutes } from './console/routes.ts';
import { setupCode } from './console/setup-address.ts';
import type { Context, Reactor } from './context.ts';
import type { Database } from './db/database.ts';
import { groupLimits } from './db/group/commit.ts';
import { openDatabase } from './db/open.ts';
import type { StorePlace } from './db/reader.ts';
import { makeElapsed } from './elapsed.ts';
import { type Cleaning, makeCleaning, noteErasure } from './erasure/cleaning.ts';
import { compactQuietly, describeErased } from './erasure/compaction.ts';
import { forgetErased } from './exports/erasure.ts';
import { startExports } from './exports/exports.ts';
import { openFiles } from './files/open.ts';
import { readAddresses } from './http/connection/client-address.ts';
import { forgetAnswers } from './http/forget-answers.ts';
import { mostUnderWay } from './http/load/limits.ts';
import { makeRates } from './http/load/rates.ts';
import { addPageRoutes } from './http/page/routes.ts';
import { type Door, type Ending, makeDoor } from './http/server.ts';
import { inBulk, makeIdSource } from './ids.ts';
import { startTimetable, type Task, type Timetable } from './jobs/timetable.ts';
import { openNews } from './nodes/news.ts';
import type { NodeOptions, Word } from './nodes/nodes.ts';
import { inTurn } from './nodes/turn.ts';
import { demandFittingKey } from './people/app.ts';
import { makeGuesses } from './people/guesses.ts';
import { makePasswords } from './people/passwords.ts';
import { removeDeadTokens } from './people/remove-dead-tokens.ts';
import { openSessions, type Sessions } from './people/sessions.ts';
import { makeSignIn } from './people/sign-in.ts';
import { openTokens } from './people/token.ts';
import { makeWrongSigns } from './people/wrong-signs.ts';
import { type Pushing, startPushing } from './push/pushing.ts';
import { forgetOldPushes } from './push/retention.ts';
import { makeSnapshots } from './snapshots.ts';
import { releaseErasedFiles } from './tickets/rows/files-held.ts';
import { keepLog } from './tickets/rows/update-log.ts';
import { derivedKey, installationKey, openVault, type Vault } from './vault.ts';
import { logEntry } from './wire/log.ts';

const hourMs = 3_600_000;

/** What comes from outside the process; tests hand in their own. */
export interface Outside {
  /** The wall clock. */
  readonly now: () => number;
  /** The clock for intervals, which nobody sets. */
  readonly elapsed: () => number;
  readonly random: (bytes: number) => Buffer;
  readonly log: Context['log'];
}

export interface Server {
  /** Where it listens: `http://127.0.0.1:7070`. */
  readonly url: string;
  /** What commands work with, before a company is chosen. */
  readonly context: PublicContext & HouseContext;
  readonly vault: Vault;
  /** Answers when nothing is left to be done in the background. */
  settle(): Promise<void>;
  /** Ends the calls under way, then everything else. */
  close(ending?: Ending): Promise<void>;
}

/** They follow every event, in this order. */
export function reactorsOf(pushes: Reactor, { data }: Pick<Config, 'data'>): readonly Reactor[] {
  return [keepLog(logEntry), pushes, forgetErased(exportsFolder(data)), releaseErasedFiles, noteErasure];
}

function exportsFolder(data: string): string {
  return join(data, 'exports');
}

/** Opens the store and everything that stands on it, and listens. The caller holds the lock of the data folder. */
export async function startServer(config: Config, outside: Partial<Outside> = {}): Promise<Server> {
  const { now = Date.now, elapsed = makeElapsed(), random = randomBytes, log = openLog(config) } = outside;
  const db = await openStore(config, log);
  try {
    return await openHouse(config, db, { now, elapsed, random, log });
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function openHouse(config: Config, db: Database, { now, elapsed, random, log }: Outside): Promise<Server> {
  const key = installationKey(config);
  const secrets = await unlock(key, db, now);
  const files = await openFiles(config, random);
  const shared = {
    db,
    now,
    elapsed,
    newId: makeIdSource(now, inBulk(random)),
    snapshots: makeSnapshots(db.query),
    log,
  };
  const publicUrl = () => context.publicUrl;
  const pushing = await startPushing({ ...shared, vault: secrets, random, publicUrl, allow: config.pushAllow ?? [] });
  const exporting = await startExports({
    ...shared,
    place: placeOf(config),
    folder: exportsFolder(config.data),
    key: derivedKey(key, 'addresses of exports'),
    publicUrl,
  });
  const living = openTokens({ db, now, elapsed, random });
  const news = openNews((error) => log.error({ err: error }, 'a listener failed'));
  const signedIn = openSessions(db, now, random);
  const tellNodes = (channel: Word, word: string) => nodes.tell(channel, word);
  const guessing = makeGuesses(elapsed, (word) => tellNodes('wrong_guess', word));
  const wrong = makeWrongSigns(elapsed, (word) => tellNodes('sign_refused', word));
  const live = openLive({ ...shared, subscribe: news.subscribe, sessions: signedIn, tellNodes });
  const calls = makeRates(config.rateLimit, elapsed, (word) => tellNodes('calls_counted', word));
  const hear = {
    ...live.hear,
    wrong_guess: guessing.hear,
    sign_refused: wrong.hear,
    calls_counted: calls.hear,
    push_due: pushing.hear,
  };
  const nodes = await joinNodes(config, { ...shared, news, hear, missed: live.missed });
  const cleaner = makeCleaning(db, files, (error) => log.error({ err: error }, 'what was erased is still on the disk'));
  const context = {
    ...shared,
    reactors: [...reactorsOf(pushing.follow, config), cleaner.follow, news.follow],
    subscribe: news.subscribe,
    files,
    exports: exporting,
    sessions: signedIn,
    passwords: makePasswords(),
    guesses: guessing,
    live,
    setupCode: setupCode(key),
    vault: secrets,
    publicUrl: config.publicUrl ?? '',
    signIn: makeSignIn({
      ...shared,
      query: db.query,
      vault: secrets,
      tokens: living,
      wrong,
      skewMs: config.tokenSkewMs,
    }),
  };
  const desk = { context, ...limitsOf(config), addressOf: readAddresses(config) };
  const door = makeDoor(config, {
    ...desk,
    tokens: living,
    countCall: calls.count,
    describe: async () => (await pushing.describe()) + (await describeErased(db)),
    wings: [(app, house) => addConsoleRoutes(app, desk, house), (app) => addPageRoutes(app)],
  });
  // Every node has files of its own.
  const sweeping = { name: 'remove old exports', everyMs: hourMs, run: exporting.clean };
  const compacting = {
    name: 'rewrite the store after erasures',
    // Several times in a quiet hour, so that a long reader puts it off only until the next one.
    everyMs: hourMs / 6,
    run: async () => {
      if (await compactQuietly(db, now, config.quietHours)) log.info('the store was rewritten without what was erased');
    },
  };
  const timetable = startTimetable([...tasksOf(shared, cleaner, signedIn), sweeping, compacting], (task, error) =>
    log.error({ task, err: error }, 'a task failed'),
  );
  const url = `http://${hostInUrl(config.host)}:${await door.open()}`;
  // Which port it is may be known only now.
  context.publicUrl ||= url;
  const parts = { db, door, timetable, cleaner, exporting, pushing, nodes };
  return { url, context, vault: secrets, ...lifeOf(parts) };
}

interface Parts {
  readonly db: Database;
  readonly door: Door;
  readonly timetable: Timetable;
  readonly cleaner: Cleaning;
  readonly exporting: { stop(): void };
  readonly pushing: Pushing;
  readonly nodes: { stop(): Promise<void> };
}

function lifeOf({ db, door, timetable, cleaner, exporting, pushing, nodes }: Parts): Pick<Server, 'settle' | 'close'> {
  return {
    async settle() {
      await timetable.runAll();
      await pushing.settle();
    },
    async close(ending) {
      await door.close(ending);
      const cleaned = cleaner.stop();
      await timetable.stop();
      await cleaned;
      exporting.stop();
      await pushing.stop();
      await nodes.stop();
      await db.close();
    },
  };
}

/** The store's secrets, if it is the right key; what lay sealed until this release could read it is taken out. */
async function unlock(key: Buffer, db: Database, now: () => number): Promise<Vault> {
  const secrets = openVault(key);
  await demandFittingKey(db.query, secrets);
  await adoptKeptViews({ db, vault: secrets, now, newId: makeIdSource(now) });
  return secrets;
}

/** On SQLite this process is the only one. */
async function joinNodes({ databaseUrl: url }: Config, shared: Omit<NodeOptions, 'url'>) {
  if (url === null) return { tell() {}, stop: async () => {} };
  const { startNodes } = await import('./nodes/nodes.ts');
  return startNodes({ ...shared, url });
}

/** What comes round by itself. */
function tasksOf(
  { db, now }: Pick<Context, 'db' | 'now'>,
  cleaner: Cleaning,
  { removeDead }: Sessions,
): readonly Task[] {
  const tasks = [
    { name: 'forget answers', everyMs: hourMs, run: () => forgetAnswers(db, now()) },
    { name: 'forget old pushes', everyMs: hourMs, run: () => forgetOldPushes(db, now()) },
    { name: 'clean up after erasures', everyMs: hourMs, run: cleaner.run },
    { name: 'remove dead tokens', everyMs: hourMs, run: () => removeDeadTokens(db, now()) },
    { name: 'remove dead sessions', everyMs: hourMs, run: removeDead },
  ];
  return db.kind === 'sqlite' ? tasks : tasks.map((task) => inTurn(db, now, task));
}

function openStore(config: Config, log: Context['log']): Promise<Database> {
  const report = (error: unknown) => log.error({ err: error }, 'the store failed');
  // A call that has passed its gate must not meet a narrower bound here.
  return openDatabase(placeOf(config), { report, limits: { waiting: groupLimits.waiting + mostUnderWay(config) } });
}

function placeOf({ databaseUrl, data }: Config): StorePlace {
  return databaseUrl === null ? { folder: data } : { url: databaseUrl };
}

function limitsOf({ bodyLimit, uploadLimit, uploadNameLimit }: Config) {
  return { bodyLimit, uploadLimit, uploadNameLimit };
}

function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
