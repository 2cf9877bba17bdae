import type pg from 'pg';
import type { Command, GroupLimits, Ran, Report, Waiting } from './commit.ts';
import { answer, overloaded, refusal, runCommand } from './commit.ts';
import { postgres } from './dialect.ts';
import { type Pending, pendingOfGroup } from './pending.ts';
import { connectionOf, isConflict, isExhausted, isLost, runOn } from './postgres-connection.ts';
import { type Execute, queryBuilder } from './queries.ts';

const builder = queryBuilder(postgres);
const tries = 3;

/** The writers of a PostgreSQL store, one lane per key. */
export interface PostgresWriter {
  write(key: string, command: Command): Promise<unknown>;
  /** Takes no more commands, and resolves when none is under way. */
  drain(): Promise<void>;
}

/**
 * Group commit: commands of one key that arrive while the group before them is under way share one transaction.
 * It holds the key's lock, so that the commands of one company run one after the other on all nodes, just as
 * SQLite runs them: what a command has read stays true until it commits.
 */
export function postgresWriter(pool: pg.Pool, limits: GroupLimits, report: Report): PostgresWriter {
  const lanes = new Map<string, Waiting[]>();
  let drained: (() => void)[] = [];
  let waiting = 0;
  let closed = false;

  function write(key: string, command: Command): Promise<unknown> {
    if (closed) return Promise.reject(overloaded('the store is closed'));
    if (waiting >= limits.waiting) return Promise.reject(overloaded('too many writes are waiting'));
    waiting += 1;
    return new Promise((resolve, reject) => {
      const lane = lanes.get(key);
      if (lane) return void lane.push({ command, resolve, reject });
      const queue = [{ command, resolve, reject }];
      lanes.set(key, queue);
      setImmediate(runLane, key, queue);
    });
  }

  async function runLane(key: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const callers = queue.splice(0, limits.commands);
      waiting -= callers.length;
      await runGroup(key, callers);
    }
    lanes.delete(key);
    if (lanes.size > 0) return;
    for (const resolve of drained) resolve();
    drained = [];
  }

  async function runGroup(key: string, callers: readonly Waiting[]): Promise<void> {
    for (let left = tries - 1; ; left--) {
      try {
        answer(await runTransaction(pool, key, callers), report);
        return;
      } catch (error) {
        if (error instanceof Repeatable && left > 0) continue;
        const cause = error instanceof Repeatable ? error.cause : error;
        report(cause);
        for (const caller of callers) caller.reject(overloaded('the store could not commit', cause));
        return;
      }
    }
  }

  function drain(): Promise<void> {
    closed = true;
    return lanes.size === 0 ? Promise.resolve() : new Promise((resolve) => drained.push(resolve));
  }

  return { write, drain };
}

/** Nothing was committed and nobody was answered: the group may run again from its start. */
class Repeatable extends Error {}

async function runTransaction(pool: pg.Pool, key: string, callers: readonly Waiting[]): Promise<Ran[]> {
  const client = await connectionOf(pool);
  try {
    const group = await runCommands(client, key, callers);
    client.release();
    return group;
  } catch (error) {
    const cause = error instanceof Repeatable ? error.cause : error;
    client.release(isLost(cause) || !(await rolledBack(client)));
    throw error;
  }
}

async function runCommands(client: pg.PoolClient, key: string, callers: readonly Waiting[]): Promise<Ran[]> {
  const control = controlOf(client);
  control.send(`begin read write; select pg_advisory_xact_lock(hashtextextended(${client.escapeLiteral(key)}, 0))`);
  const alone = callers.length === 1;
  const pending = pendingOfGroup();
  const group: Ran[] = [];
  for (const caller of callers) {
    if (!alone) control.send('savepoint command');
    const ran = await runOne(client, control, pending, caller);
    if (ran.refused) pending.takeBack();
    else pending.keep();
    if (ran.refused && !alone) control.send('rollback to savepoint command');
    if (!alone) control.send('release savepoint command');
    group.push(ran);
  }
  await writePending(client, pending);
  await control.end(group.every((ran) => ran.refused) ? 'rollback' : 'commit');
  return group;
}

async function writePending(client: pg.PoolClient, pending: Pending): Promise<void> {
  try {
    await pending.write(builder((query) => runOn(client, query)));
  } catch (error) {
    throw repeatable(error);
  }
}

/** Throws only when the transaction of the whole group is lost. */
async function runOne(client: pg.PoolClient, control: Control, pending: Pending, caller: Waiting): Promise<Ran> {
  let fault: unknown;
  const execute: Execute = (query) =>
    runOn(client, query).catch((error: unknown) => {
      fault ??= error;
      throw error;
    });
  try {
    return await runCommand(caller, pending, execute, builder);
  } catch (error) {
    if (control.failure() !== undefined) throw repeatable(control.failure());
    // Whatever the command made of it.
    if (isConflict(fault) || isLost(fault)) throw repeatable(fault);
    return refusal(caller, isExhausted(fault) ? overloaded('the database is too busy', fault) : error);
  }
}

function repeatable(error: unknown): unknown {
  return isConflict(error) || isLost(error) ? new Repeatable('', { cause: error }) : error;
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
