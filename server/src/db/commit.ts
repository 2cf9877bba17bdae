import { setImmediate as nextTurn } from 'node:timers/promises';
import { Problem } from '../errors.ts';
import type { Ahead, DbTransaction, Queries } from './database.ts';
import type { Pending } from './pending.ts';
import type { Execute } from './queries.ts';

/** What limits a group of commands that share one commit. */
export interface GroupLimits {
  /** Commands in one transaction. */
  readonly commands: number;
  /** Turns of the event loop in which commands may join, from that on in which the first came. */
  readonly turns: number;
  /** After so long no further command joins; only on SQLite, where a group holds the event loop. */
  readonly ms: number;
  /** Commands that may wait; the next one is refused. */
  readonly waiting: number;
}

export const groupLimits: GroupLimits = { commands: 64, turns: 3, ms: 5, waiting: 1000 };

/** Hears of faults that no caller can be told. */
export type Report = (error: unknown) => void;

export type Command = (transaction: DbTransaction) => Promise<unknown>;

/** A command that waits for its group, and the caller that waits for the commit. */
export interface Waiting {
  readonly command: Command;
  readonly ahead?: Ahead | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A command that ran, well or not. Nobody is answered before the group's commit. */
export interface Ran {
  readonly refused: boolean;
  readonly answer: () => void;
  /** What the command left to be done in memory. */
  readonly actions: readonly (() => void)[];
}

/** One of its commands has spoiled the group, and nobody knows which: each may run again alone. */
export class Spoiled extends Error {}

/**
 * Waits a turn of the event loop for further commands, and for another when it brought some. Whom the last group has
 * answered asks again while others are being read; without it clients fall into two halves that take turns, and each
 * pays for twice the commits.
 */
export async function awaitFurther(waiting: readonly Waiting[], { commands, turns }: GroupLimits): Promise<void> {
  for (let turn = 1, known = 0; turn < turns && waiting.length > known && waiting.length < commands; turn++) {
    known = waiting.length;
    await nextTurn();
  }
}

/** Waits for a command; the stores differ in what else may end the wait. */
export type Await = (running: Promise<unknown>) => Promise<unknown>;

/**
 * Runs one command on its group's connection. Throws what the command threw, and also when one of its queries
 * failed and it went on: SQLite would let it, PostgreSQL would not. After its end it can neither query nor leave
 * anything, so that a forgotten await, or a branch that goes on when another has thrown, can't write for a neighbour.
 */
export async function runCommand(
  caller: Waiting,
  pending: Pending,
  execute: Execute,
  builder: (execute: Execute) => Queries,
  wait: Await = (running) => running,
): Promise<Ran> {
  const actions: (() => void)[] = [];
  let over = false;
  let failure: unknown;

  function fail(error: unknown): never {
    failure ??= error;
    throw error;
  }

  const query = builder((compiled) => {
    if (over) throw new Error(`A query ran after its command was over: ${compiled.sql}`);
    if (failure !== undefined) throw failure;
    try {
      const result = execute(compiled);
      return result instanceof Promise ? result.catch(fail) : result;
    } catch (error) {
      return fail(error);
    }
  });

  const leave: DbTransaction['pending'] = (writer, table) => {
    if (over) throw new Error('A command left something after it was over');
    return pending.of(writer, table);
  };

  try {
    const value = await wait(caller.command({ query, afterCommit: (action) => actions.push(action), pending: leave }));
    if (failure !== undefined) throw failure;
    return { refused: false, actions, answer: () => caller.resolve(value) };
  } finally {
    over = true;
  }
}

/** A command that threw; what it wrote is taken back, and its group goes on. */
export function refusal(caller: Waiting, error: unknown): Ran {
  return { refused: true, actions: [], answer: () => caller.reject(error) };
}

/** After the commit: first what is to be done in memory, then the answers. */
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

/** The store can't take or commit the call now; it may be repeated. */
export function overloaded(text: string, cause?: unknown): Problem {
  return new Problem('overloaded', text, { cause });
}

/** Closing twice is closing once. */
export function once(close: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | undefined;
  return () => {
    closed ??= close();
    return closed;
  };
}
