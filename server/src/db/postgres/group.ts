import type pg from 'pg';
import type { Queries } from '../database.ts';
import { postgres } from '../dialect.ts';
import type { Connected, Inspect, Ran, Report, Waiting } from '../group/commit.ts';
import { overloaded, refusal, runCommand, Spoiled } from '../group/commit.ts';
import { queuedTables } from '../group/queued-tables.ts';
import { openQueue, type RowQueue } from '../group/row-queue.ts';
import { makeSavepoint, type Savepoint, wholeTransaction } from '../group/savepoint.ts';
import { makeQueryBuilder, onlyReads } from '../queries.ts';
import { connectionOf, gather, isAftermath, isConflict, isExhausted, isLost, runOn } from './connection.ts';

const builder = makeQueryBuilder(postgres);

/** Nothing was committed and nobody was answered: the whole group may run again. */
export class Repeatable extends Error {}

/** How the groups of one store run. */
export interface GroupOptions {
  readonly pool: pg.Pool;
  /** Is called when a command was refused because the database lacked room or time. */
  readonly noteFailure: Report;
  readonly inspect: Inspect | undefined;
}

/** Runs the commands one after the other in one transaction that holds the key's lock. */
export async function runTransaction(options: GroupOptions, key: string, callers: readonly Waiting[]): Promise<Ran[]> {
  const client = await connectionOf(options.pool);
  try {
    const group = await runCommands(openGroup(client, key, options), callers);
    client.release();
    return group;
  } catch (error) {
    const cause = error instanceof Repeatable || error instanceof Spoiled ? error.cause : error;
    client.release(isLost(cause) || !(await rolledBack(client)));
    throw error;
  }
}

/** What the commands of a group have in common. */
interface Group extends Pick<GroupOptions, 'noteFailure' | 'inspect'> {
  readonly client: pg.PoolClient;
  /** Runs the statements that write queued rows. */
  readonly store: Queries;
  readonly control: Control;
  readonly queue: RowQueue;
}

function openGroup(client: pg.PoolClient, key: string, { noteFailure, inspect }: GroupOptions): Group {
  const control = controlOf(client);
  control.send(`begin read write; select pg_advisory_xact_lock(hashtextextended(${client.escapeLiteral(key)}, 0))`);
  return { client, control, queue: openQueue(), store: builder((query) => runOn(client, query)), noteFailure, inspect };
}

async function runCommands(group: Group, callers: readonly Waiting[]): Promise<Ran[]> {
  const { control, queue } = group;
  const isAlone = callers.length === 1;
  let found = isAlone ? undefined : await readFirst(group, callers);
  const all: Ran[] = [];
  for (const caller of callers) {
    const savepoint = isAlone ? wholeTransaction : makeSavepoint(control.send);
    const ran = await runOne(group, savepoint, caller, found?.get(caller));
    if (ran.refused) {
      savepoint.rollBack();
      queue.rollBack();
    } else {
      queue.keep();
      // The command has written: what the first reads found may not be true any more.
      if (savepoint.isEntered()) found = undefined;
    }
    savepoint.release();
    all.push(ran);
  }
  await flushAll(group);
  await control.end(all.every((ran) => ran.refused) ? 'rollback' : 'commit');
  return all;
}

type Found = NonNullable<Connected['found']>;

/** Sends the first reads of all commands at once. */
async function readFirst({ client, control, inspect }: Group, callers: readonly Waiting[]) {
  const query = builder((compiled) => {
    inspect?.(compiled, queuedTables);
    return runOn(client, compiled);
  });
  const found = new Map<Waiting, Found>();
  const reading = callers.map(async (caller) => {
    if (caller.reads) found.set(caller, { value: await caller.reads(query) });
  });
  // Waits for all reads, also when one fails: none may go on after the transaction has ended.
  const failed = (await Promise.allSettled(reading)).find((outcome) => outcome.status === 'rejected');
  if (!failed) return found;
  throw control.failure() === undefined ? asSpoiled(failed.reason) : asRepeatable(control.failure());
}

async function flushAll({ control, queue, store }: Group): Promise<void> {
  try {
    await queue.flush(store);
  } catch (error) {
    if (control.failure() !== undefined) throw asRepeatable(control.failure());
    throw isExhausted(error) ? error : asSpoiled(error);
  }
}

/** Throws only when the whole group must be rolled back. */
async function runOne(group: Group, savepoint: Savepoint, caller: Waiting, found: Found | undefined): Promise<Ran> {
  const { control, noteFailure } = group;
  const { connected, over } = connect(group, savepoint);
  const [outcome] = await Promise.allSettled([runCommand(caller, { ...connected, found })]);
  const { fault, spoiling } = await over();
  if (spoiling !== undefined) throw asSpoiled(spoiling);
  if (outcome.status === 'fulfilled' && fault === undefined) return outcome.value;
  if (control.failure() !== undefined) throw asRepeatable(control.failure());
  // `fault` decides, also when the command caught it and threw another error.
  if (isConflict(fault) || isLost(fault)) throw asRepeatable(fault);
  if (!isExhausted(fault)) return refusal(caller, outcome.status === 'rejected' ? outcome.reason : fault);
  noteFailure(fault);
  return refusal(caller, overloaded('the database is too busy', fault));
}

/** What went wrong during one command. */
interface Faults {
  /** The first fault of a statement of the command. */
  readonly fault: unknown;
  /** A fault that no savepoint can roll back, or queued rows of an unknown command that could not be inserted. */
  readonly spoiling: unknown;
}

/** Connects one command. `over` waits for its flushes and returns its faults. */
function connect({ client, queue, store, inspect }: Group, savepoint: Savepoint) {
  let fault: unknown;
  let spoiling: unknown;
  const underWay: Promise<unknown>[] = [];

  /** `isOfAll` is true for a fault that makes the whole group fail. */
  function note(error: unknown, isOfAll: boolean): void {
    if (isAftermath(error)) return;
    fault ??= error;
    if (isOfAll) spoiling ??= error;
  }

  const connected: Connected = {
    queue,
    builder,
    inspect,
    execute(query) {
      if (!onlyReads(query)) savepoint.enter();
      // After a failed statement PostgreSQL refuses all others, unless it is rolled back to a savepoint set before.
      const isGuarded = savepoint.isEntered();
      return runOn(client, query).catch((error: unknown) => {
        note(error, !isGuarded);
        throw error;
      });
    },
    flush(tables) {
      savepoint.enter();
      // A lack of room or time is not the fault of a row, so it refuses only this command.
      underWay.push(queue.flush(store, tables).catch((error: unknown) => note(error, !isExhausted(error))));
    },
  };
  const over = async (): Promise<Faults> => {
    await Promise.all(underWay);
    return { fault, spoiling };
  };
  return { connected, over };
}

/** Wraps a conflict or a lost connection: the whole group may run again. Returns other errors as they are. */
function asRepeatable(error: unknown): unknown {
  return isConflict(error) || isLost(error) ? new Repeatable('', { cause: error }) : error;
}

/** Like `asRepeatable`, but every other error counts as the fault of an unknown command. */
function asSpoiled(error: unknown): unknown {
  return isConflict(error) || isLost(error) ? asRepeatable(error) : new Spoiled('', { cause: error });
}

/** The statements between the commands: begin, lock, savepoints, commit. */
interface Control {
  /** Sends a statement together with the queries after it. Nobody awaits it. */
  send(statement: string): void;
  /** Ends the transaction. Throws when any sent statement failed, or when PostgreSQL rolled back instead of committing. */
  end(how: 'commit' | 'rollback'): Promise<void>;
  /** The first error of a statement that was sent. */
  failure(): unknown;
}

function controlOf(client: pg.PoolClient): Control {
  let failure: unknown;
  return {
    send(statement) {
      gather(client);
      client.query(statement).catch((error: unknown) => {
        failure ??= error;
      });
    },
    async end(how) {
      const { command } = await client.query(how);
      if (failure !== undefined) throw asRepeatable(failure);
      if (command.toLowerCase() !== how) throw new Error('The database rolled the transaction back');
    },
    failure: () => failure,
  };
}

async function rolledBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    return true;
  } catch {
    return false;
  }
}
