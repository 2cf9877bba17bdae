import type pg from 'pg';
import type { Queries } from '../database.ts';
import { postgres } from '../dialect.ts';
import type { Ran, Report, Waiting } from '../group/commit.ts';
import { overloaded, refusal, runCommand, Spoiled } from '../group/commit.ts';
import { openQueue, type RowQueue } from '../group/row-queue.ts';
import { type Savepoint, savepoint, wholeTransaction } from '../group/savepoint.ts';
import { onlyReads } from '../group/tables-of.ts';
import { type Execute, queryBuilder } from '../queries.ts';
import { connectionOf, gather, isAftermath, isConflict, isExhausted, isLost, runOn } from './connection.ts';

const builder = queryBuilder(postgres);

/** Nothing was committed and nobody was answered: the group may run again from its start. */
export class Repeatable extends Error {}

/** Runs the commands one after the other in one transaction that holds the key's lock. */
export async function runTransaction(
  pool: pg.Pool,
  key: string,
  callers: readonly Waiting[],
  noteFailure: Report,
): Promise<Ran[]> {
  const client = await connectionOf(pool);
  try {
    const group = await runCommands(client, key, callers, noteFailure);
    client.release();
    return group;
  } catch (error) {
    const cause = error instanceof Repeatable || error instanceof Spoiled ? error.cause : error;
    client.release(isLost(cause) || !(await rolledBack(client)));
    throw error;
  }
}

async function runCommands(
  client: pg.PoolClient,
  key: string,
  callers: readonly Waiting[],
  noteFailure: Report,
): Promise<Ran[]> {
  const control = controlOf(client);
  control.send(`begin read write; select pg_advisory_xact_lock(hashtextextended(${client.escapeLiteral(key)}, 0))`);
  const queue = openQueue();
  const common = { client, control, queue, noteFailure, store: builder((query) => runOn(client, query)) };
  const group: Ran[] = [];
  for (const caller of callers) {
    const place = callers.length === 1 ? wholeTransaction : savepoint(control.send);
    const ran = await runOne(common, place, caller);
    if (ran.refused) {
      place.rollBack();
      queue.rollBack();
    } else queue.keep();
    place.release();
    group.push(ran);
  }
  await flushAll(common);
  await control.end(group.every((ran) => ran.refused) ? 'rollback' : 'commit');
  return group;
}

/** What the commands of a group have in common. */
interface Group {
  readonly client: pg.PoolClient;
  /** Writes the queued rows. */
  readonly store: Queries;
  readonly control: Control;
  readonly queue: RowQueue;
  /** Hears of what was refused for want of room or time. */
  readonly noteFailure: Report;
}

async function flushAll({ control, queue, store }: Group): Promise<void> {
  try {
    await queue.flush(store);
  } catch (error) {
    if (control.failure() !== undefined) throw repeatable(control.failure());
    throw isExhausted(error) ? error : spoiled(error);
  }
}

/** Throws only when the transaction of the whole group is lost. */
async function runOne(
  { client, control, queue, noteFailure, store }: Group,
  place: Savepoint,
  caller: Waiting,
): Promise<Ran> {
  let fault: unknown;
  /** A fault that a savepoint cannot roll back, or a failed insert of queued rows, whose command is not known. */
  let spoiling: unknown;
  const underWay: Promise<unknown>[] = [];
  const note = (error: unknown, isOfAll: boolean) => {
    if (isAftermath(error)) return;
    fault ??= error;
    if (isOfAll) spoiling ??= error;
  };
  const execute: Execute = (query) => {
    const needsQueued = queue.isNeededBy(query);
    if (needsQueued || !onlyReads(query)) place.enter();
    if (needsQueued)
      underWay.push(queue.flush(store, query).catch((error: unknown) => note(error, !isExhausted(error))));
    const isGuarded = place.isEntered();
    return runOn(client, query).catch((error: unknown) => {
      note(error, !isGuarded);
      throw error;
    });
  };
  try {
    return await runCommand(caller, queue, execute, builder);
  } catch (error) {
    await Promise.all(underWay);
    if (spoiling !== undefined) throw spoiled(spoiling);
    if (control.failure() !== undefined) throw repeatable(control.failure());
    // Whatever the command made of it.
    if (isConflict(fault) || isLost(fault)) throw repeatable(fault);
    if (!isExhausted(fault)) return refusal(caller, error);
    noteFailure(fault);
    return refusal(caller, overloaded('the database is too busy', fault));
  }
}

function repeatable(error: unknown): unknown {
  return isConflict(error) || isLost(error) ? new Repeatable('', { cause: error }) : error;
}

function spoiled(error: unknown): unknown {
  return isConflict(error) || isLost(error) ? repeatable(error) : new Spoiled('', { cause: error });
}

/** The statements around the commands. They travel with the queries after them, and nobody waits for their answers. */
interface Control {
  send(statement: string): void;
  /** Waits for the end of the transaction; throws when any of the statements failed. */
  end(how: 'commit' | 'rollback'): Promise<void>;
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
      if (failure !== undefined) throw repeatable(failure);
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
