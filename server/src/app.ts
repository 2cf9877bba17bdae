import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { PublicContext } from './api/handler.ts';
import { adoptKeptViews } from './company-file/sections/views.ts';
import type { Config } from './config/config.ts';
import { openLog } from './config/log.ts';
import type { ServerContext } from './console/handler.ts';
import { openLive } from './console/live/live.ts';
import { addConsoleRoutes } from './console/routes.ts';
import { setupCode } from './console/setup-address.ts';
import type { Context, Reactor } from './context.ts';
import type { Database } from './db/database.ts';
import { demandFittingKey } from './db/fitting-key.ts';
import { groupLimits, type Inspect } from './db/group/commit.ts';
import { openDatabase } from './db/open.ts';
import type { StorePlace } from './db/reader.ts';
import { makeElapsed } from './elapsed.ts';
import { makeCleaning, noteErasure } from './erasure/cleaning.ts';
import { compactQuietly, describeErased } from './erasure/compaction.ts';
import { forgetErased } from './exports/erasure.ts';
import { startExports } from './exports/exports.ts';
import { openFiles } from './files/open.ts';
import { readAddresses } from './http/connection/client-address.ts';
import { forgetAnswers } from './http/forget-answers.ts';
import { mostUnderWay } from './http/load/limits.ts';
import { makeRates } from './http/load/rates.ts';
import { addPageRoutes } from './http/page/routes.ts';
import { makeRefusedSignIns } from './http/refused-sign-ins.ts';
import { type Ending, type HttpServer, makeHttpServer } from './http/server.ts';
import { makeStoreGauges } from './http/store-gauges.ts';
import { inBulk, makeIdSource } from './ids.ts';
import { startTimetable, type Task, type Timetable } from './jobs/timetable.ts';
import { openNews } from './nodes/news.ts';
import { makeOthers } from './nodes/others.ts';
import { inTurn } from './nodes/turn.ts';
import { makeGuesses } from './people/guesses.ts';
import { makePasswords } from './people/passwords.ts';
import { removeDeadTokens } from './people/remove-dead-tokens.ts';
import { openSessions } from './people/sessions.ts';
import { makeSignIn } from './people/sign-in.ts';
import { openTokens } from './people/token.ts';
import { makeWrongSigns } from './people/wrong-signs.ts';
import { startPushing } from './push/pushing.ts';
import { forgetOldPushes } from './push/retention.ts';
import { makeSnapshots } from './snapshots.ts';
import { releaseErasedFiles } from './tickets/rows/files-held.ts';
import { keepLog } from './tickets/rows/update-log.ts';
import { derivedKey, installationKey, openVault, type Vault } from './vault.ts';
import { logEntry } from './wire/log.ts';

const hourMs = 3_600_000;

/** The clocks, the randomness and the log that the server uses. Tests pass their own. */
export interface Outside {
  /** The wall clock. */
  readonly now: () => number;
  /** The clock for intervals, which cannot be set. */
  readonly elapsed: () => number;
  readonly random: (bytes: number) => Buffer;
  readonly log: Context['log'];
  /** Called with each statement of a command; for tests. */
  readonly inspect?: Inspect | undefined;
}

export interface Server {
  /** The address on which the server listens: `http://127.0.0.1:7070`. */
  readonly url: string;
  /** The context of commands, before a company is chosen. */
  readonly context: PublicContext & ServerContext;
  readonly vault: Vault;
  /** Runs all tasks and sends all pushes that are due. */
  settle(): Promise<void>;
  /** Waits for the calls under way, at most as long as `ending` says, and then stops everything else. */
  close(ending?: Ending): Promise<void>;
}

/** The reactors that follow every event, in this order, with or without a server. A server adds more. */
export function reactorsOf(pushes: Reactor, { data }: Pick<Config, 'data'>): readonly Reactor[] {
  return [keepLog(logEntry), pushes, forgetErased(exportsFolder(data)), releaseErasedFiles, noteErasure];
}

/** Opens the store, assembles everything over it, and listens. The caller holds the lock of the data folder. */
export async function startServer(config: Config, outside: Partial<Outside> = {}): Promise<Server> {
  const { now = Date.now, elapsed = makeElapsed(), random = randomBytes, log = openLog(config) } = outside;
  const db = await openStore(config, log, outside.inspect);
  try {
    return await assemble(config, db, { now, elapsed, random, log });
  } catch (error) {
    await db.close();
    throw error;
  }
}

/**
 * Assembles the server in stages, from the store upwards. Each stage gets what earlier stages made, and knows nothing
 * of later ones.
 */
async function assemble(config: Config, db: Database, outside: Outside): Promise<Server> {
  const base = await openBase(config, db, outside);
  const domain = openDomain(config, base);
  const reactions = await startReactions(config, base);
  await base.others.join(config.databaseUrl, {
    ...base.core,
    news: domain.news,
    hear: { ...domain.hear, push_due: reactions.pushing.hear },
    missed: () => domain.live.missed(),
  });
  const context = makeContext(config, base, domain, reactions);
  const http = assembleHttp(config, context, domain, reactions);
  const timetable = startTasks(config, base, domain, reactions);
  const url = `http://${hostInUrl(config.host)}:${await http.open()}`;
  base.address.url ||= url;
  return { url, context, vault: base.vault, ...controlsOf(base, reactions, timetable, http) };
}

type Base = Awaited<ReturnType<typeof openBase>>;
type Domain = ReturnType<typeof openDomain>;
type Reactions = Awaited<ReturnType<typeof startReactions>>;

/** Opens the parts that need nothing but the store: key, vault, files, ids, snapshots. */
async function openBase(config: Config, db: Database, { now, elapsed, random, log }: Outside) {
  const key = installationKey(config);
  const vault = await unlock(config, key, db, now);
  const files = await openFiles(config, random);
  const newId = makeIdSource(now, inBulk(random));
  // Without the setting, the address is filled in once the server listens, because the system may choose the port.
  const address = { url: config.publicUrl ?? '' };
  const core = { db, now, elapsed, newId, snapshots: makeSnapshots(db.query), log };
  return { core, random, key, vault, files, address, publicUrl: () => address.url, others: makeOthers() };
}

/** Opens the vault; fails when the store was sealed with another key. Converts views that older releases stored. */
async function unlock(config: Config, key: Buffer, db: Database, now: () => number): Promise<Vault> {
  await demandFittingKey(db.query, key, config);
  const vault = openVault(key);
  await adoptKeptViews({ db, vault, now, newId: makeIdSource(now) });
  return vault;
}

/**
 * Opens what the server keeps in memory about people, apps and open windows: tokens, sessions, guesses, rates,
 * listeners.
 */
function openDomain(config: Config, { core, random, key, vault, others }: Base) {
  const { db, now, elapsed, snapshots, log } = core;
  const tokens = openTokens({ db, now, elapsed, random });
  const sessions = openSessions(db, now, random);
  const guesses = makeGuesses(elapsed, (message) => others.tell('wrong_guess', message));
  const wrong = makeWrongSigns(elapsed, (message) => others.tell('sign_refused', message));
  const calls = makeRates(config.rateLimit, elapsed, (message) => others.tell('calls_counted', message));
  const news = openNews((error) => log.error({ err: error }, 'a listener failed'));
  const live = openLive({ ...core, subscribe: news.subscribe, sessions, tellNodes: others.tell });
  const hear = { ...live.hear, wrong_guess: guesses.hear, sign_refused: wrong.hear, calls_counted: calls.hear };
  const refused = makeRefusedSignIns(log, derivedKey(key, 'e-mails in the log'));
  const { note: noteRefused } = refused;
  const { tokenSkewMs: skewMs } = config;
  const signIn = makeSignIn({ query: db.query, vault, tokens, wrong, noteRefused, snapshots, now, skewMs });
  const forContext = { sessions, passwords: makePasswords(), guesses, live, signIn, noteRefused };
  return { tokens, sessions, refused, calls, news, live, hear, forContext };
}

/** Starts the parts that follow events: pushes, exports, and the removal of erased contents from the disk. */
async function startReactions(config: Config, { core, random, key, vault, files, publicUrl }: Base) {
  const { db, log } = core;
  const pushing = await startPushing({ ...core, vault, random, publicUrl, allow: config.pushAllow ?? [] });
  const exporting = await startExports({
    ...core,
    place: placeOf(config),
    folder: exportsFolder(config.data),
    key: derivedKey(key, 'addresses of exports'),
    publicUrl,
  });
  const cleaning = makeCleaning(db, files, (error) =>
    log.error({ err: error }, 'what was erased is still on the disk'),
  );
  return { pushing, exporting, cleaning };
}

function makeContext(config: Config, base: Base, domain: Domain, { pushing, exporting, cleaning }: Reactions) {
  const { news, forContext } = domain;
  return {
    ...base.core,
    ...forContext,
    reactors: [...reactorsOf(pushing.follow, config), cleaning.follow, news.follow],
    subscribe: news.subscribe,
    files: base.files,
    exports: exporting,
    setupCode: setupCode(base.key),
    vault: base.vault,
    get publicUrl() {
      return base.publicUrl();
    },
  };
}

function assembleHttp(
  config: Config,
  context: Server['context'],
  { tokens, calls, refused, live }: Domain,
  { pushing }: Reactions,
): HttpServer {
  const { bodyLimit, uploadLimit, uploadNameLimit } = config;
  const shared = { context, bodyLimit, uploadLimit, uploadNameLimit, addressOf: readAddresses(config) };
  return makeHttpServer(config, {
    ...shared,
    tokens,
    countCall: calls.count,
    metrics: [
      pushing.describe,
      () => describeErased(context.db),
      ...makeStoreGauges(context.db, context.elapsed),
      refused.describe,
      live.describe,
    ],
    addRoutes: [(app, server) => addConsoleRoutes(app, shared, server), (app) => addPageRoutes(app)],
  });
}

function startTasks(config: Config, base: Base, domain: Domain, reactions: Reactions): Timetable {
  const { log } = base.core;
  const tasks = [...tasksOfStore(base, domain, reactions), ...tasksOfNode(config, base, reactions)];
  return startTimetable(tasks, (task, error) => log.error({ task, err: error }, 'a task failed'));
}

/** Tasks on the store. With several nodes, one node runs each task for all. */
function tasksOfStore({ core: { db, now } }: Base, { sessions }: Domain, { cleaning }: Reactions): readonly Task[] {
  const tasks = [
    { name: 'forget answers', everyMs: hourMs, run: () => forgetAnswers(db, now()) },
    { name: 'forget old pushes', everyMs: hourMs, run: () => forgetOldPushes(db, now()) },
    { name: 'clean up after erasures', everyMs: hourMs, run: cleaning.run },
    { name: 'remove dead tokens', everyMs: hourMs, run: () => removeDeadTokens(db, now()) },
    { name: 'remove dead sessions', everyMs: hourMs, run: () => sessions.removeDead() },
  ];
  return db.kind === 'sqlite' ? tasks : tasks.map((task) => inTurn(db, now, task));
}

/** Tasks that each node runs for itself: every node has its own files of exports, and only SQLite is rewritten. */
function tasksOfNode(config: Config, { core }: Base, { exporting }: Reactions): readonly Task[] {
  const { db, now, log } = core;
  const compacting = {
    name: 'rewrite the store after erasures',
    // Tried six times an hour, so that a long read transaction delays it only until the next try.
    everyMs: hourMs / 6,
    run: async () => {
      if (await compactQuietly(db, now, config.quietHours)) log.info('the store was rewritten without what was erased');
    },
  };
  return [{ name: 'remove old exports', everyMs: hourMs, run: exporting.clean }, compacting];
}

function controlsOf(
  { core: { db }, others }: Base,
  { pushing, exporting, cleaning }: Reactions,
  timetable: Timetable,
  http: HttpServer,
): Pick<Server, 'settle' | 'close'> {
  return {
    async settle() {
      await timetable.runAll();
      await pushing.settle();
    },
    async close(ending) {
      await http.close(ending);
      const cleaned = cleaning.stop();
      await timetable.stop();
      await cleaned;
      exporting.stop();
      await pushing.stop();
      await others.stop();
      await db.close();
    },
  };
}

function openStore(config: Config, log: Context['log'], inspect: Inspect | undefined): Promise<Database> {
  const report = (error: unknown) => log.error({ err: error }, 'the store failed');
  // The store queues as many commands as the gates let through, so that it refuses no call that has passed its gate.
  const limits = { waiting: groupLimits.waiting + mostUnderWay(config) };
  return openDatabase(placeOf(config), { report, limits, inspect });
}

function placeOf({ databaseUrl, data }: Config): StorePlace {
  return databaseUrl === null ? { folder: data } : { url: databaseUrl };
}

function exportsFolder(data: string): string {
  return join(data, 'exports');
}

function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
