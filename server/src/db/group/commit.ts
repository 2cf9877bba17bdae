import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CompiledQuery } from 'kysely';
import { Problem } from '../../errors.ts';
import type { DbTransaction, FirstReads, Queries } from '../database.ts';
import type { Execute } from '../queries.ts';
import { type QueuedTable, queuedTables } from './queued-tables.ts';
import type { RowQueue } from './row-queue.ts';

/** The limits of a commit group. */
export interface GroupLimits {
  /** The most commands in one group. */
  readonly commands: number;
  /** How many turns of the event loop a group waits for commands, the turn of its first command included. */
  readonly turns: number;
  /** On SQLite a group begins no command after this time, because a group blocks the event loop. PostgreSQL ignores it. */
  readonly ms: number;
  /** How many commands may wait; further ones are refused. */
  readonly waiting: number;
}

export const groupLimits: GroupLimits = { commands: 64, turns: 3, ms: 5, waiting: 1000 };

/** Is called with errors that cannot be returned to a caller. */
export type Report = (error: unknown) => void;

export type Command = (transaction: DbTransaction, found: never) => Promise<unknown>;

/** A command that waits for its group, with the promise of its caller. */
export interface Waiting {
  readonly command: Command;
  readonly reads?: FirstReads<unknown> | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** The outcome of a command. Its caller is answered after the group's commit. */
export interface Ran {
  readonly refused: boolean;
  readonly answer: () => void;
  /** Changes of memory, which are made after the commit. */
  readonly actions: readonly (() => void)[];
}

/** The group failed, and it is not known which command is at fault. Its commands are rerun, each in a group of its own. */
export class Spoiled extends Error {}

/**
 * Waits one turn of the event loop for further commands, and another turn each time some came. Stops when the group is full
 * or has waited for `turns`. When a group collected commands for one turn only, 32 clients split into two halves that
 * alternated: while the calls of one half were being read, the other half was answered and sent its next calls. The server
 * made twice as many commits.
 */
export async function awaitFurther(waiting: readonly Waiting[], { commands, turns }: GroupLimits): Promise<void> {
  for (let turn = 1, known = 0; turn < turns && waiting.length > known && waiting.length < commands; turn++) {
    known = waiting.length;
    await nextTurn();
  }
}

/** Waits for a command. On SQLite a turn of the event loop ends the wait with an error, too (`watchTurn`). */
export type Await = (running: Promise<unknown>) => Promise<unknown>;

/** Tests check each statement of a command with such a function. If it throws, the command fails. */
export type Inspect = (statement: CompiledQuery, unflushed: readonly QueuedTable[]) => void;

/** What a store gives to one command. */
export interface Connected {
  readonly queue: RowQueue;
  readonly builder: (execute: Execute) => Queries;
  readonly execute: Execute;
  /** Writes the queued rows of the tables. */
  readonly flush: (tables: readonly QueuedTable[]) => void;
  /** The value of the command's first reads, if they were sent with those of its group and no command has written since. */
  readonly found?: { readonly value: unknown } | undefined;
  readonly wait?: Await;
  readonly inspect?: Inspect | undefined;
}

/**
 * Runs one command on its group's connection. Throws the error of the command. If one of its queries failed and the command
 * caught that, throws the error of the query: after it PostgreSQL refuses every statement, and SQLite must not behave
 * differently. After its end the command can neither query nor queue rows. So a forgotten await, or a branch that goes on
 * after another has thrown, cannot write into the next command of the group.
 */
export async function runCommand(caller: Waiting, connected: Connected): Promise<Ran> {
  const { found, wait = (running) => running } = connected;
  const { transaction, queriesOfReads, actions, throwFailure, end } = openCommand(connected);

  async function perform({ command, reads }: Waiting): Promise<unknown> {
    const value = found ? found.value : await reads?.(queriesOfReads());
    return command(transaction, value as never);
  }

  try {
    const value = await wait(perform(caller));
    throwFailure();
    return { refused: false, actions, answer: () => caller.resolve(value) };
  } finally {
    end();
  }
}

function openCommand({ queue, builder, execute, flush, inspect }: Connected) {
  const actions: (() => void)[] = [];
  let over = false;
  let failure: unknown;

  function fail(error: unknown): never {
    failure ??= error;
    throw error;
  }

  function throwFailure(): void {
    if (failure !== undefined) throw failure;
  }

  const queries = (tables: () => readonly QueuedTable[]) =>
    builder((compiled) => {
      if (over) throw new Error(`A query ran after its command was over: ${compiled.sql}`);
      throwFailure();
      try {
        inspect?.(compiled, tables());
        const result = execute(compiled);
        return result instanceof Promise ? result.catch(fail) : result;
      } catch (error) {
        return fail(error);
      }
    });

  const transaction: DbTransaction = {
    query: queries(queue.unflushed),
    afterCommit: (action) => actions.push(action),
    queued(kind) {
      if (over) throw new Error('A command queued a row after it was over');
      return queue.rowsOf(kind);
    },
    flush(...tables) {
      if (over) throw new Error('A command flushed rows after it was over');
      throwFailure();
      if (queue.holds(tables)) flush(tables);
    },
  };

  const end = () => {
    over = true;
  };
  // First reads may not name a queued table at all, so `inspect` gets all of them as unflushed.
  const queriesOfReads = () => queries(() => queuedTables);
  return { transaction, queriesOfReads, actions, throwFailure, end };
}

/** The outcome of a command that threw. The group rolls it back and goes on. */
export function refusal(caller: Waiting, error: unknown): Ran {
  return { refused: true, actions: [], answer: () => caller.reject(error) };
}

/** Runs the actions after the commit, then answers the callers. */
export function answer(group: readonly Ran[], report: Report): void {
  for (const action of group.flatMap((ran) => ran.actions)) {
    try {
      action();
    } catch (error) {
      // The write is durable; its caller must not hear that it failed.
      report(error);
    }
  }
  for (const ran of group) ran.answer();
}

/** The store cannot take or commit the command now. The caller may repeat it. */
export function overloaded(text: string, cause?: unknown): Problem {
  return new Problem('overloaded', text, { cause });
}

/** Makes a second call return the promise of the first. */
export function once(close: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | undefined;
  return () => {
    closed ??= close();
    return closed;
  };
}
