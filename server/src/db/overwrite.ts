import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A part of the file to be looked through. */
export interface OverwriteOrder {
  readonly folder: string;
  readonly from: number;
  readonly bytes: number;
}

export interface OverwriteAnswer {
  /** Where the next part begins; undefined after the last. */
  readonly next: number | undefined;
  /** Pages in which something lay. */
  readonly overwritten: number;
}

/** So much is looked through while commands wait, some hundredths of a second. */
const atATime = 32 * 2 ** 20;

/** Between two parts commands have the store for themselves. */
const pauseMs = 500;

// Beside this file, in TypeScript as in the JavaScript that is published.
const program = join(import.meta.dirname, `overwrite-process${extname(import.meta.filename)}`);

/**
 * Overwrites with zeros what belongs to nothing in the pages of the store in the folder: SQLite leaves copies of moved
 * rows there. Only zeros are written, and only where no row is: whoever reads a page meanwhile, or after a power cut
 * in the middle, reads the same rows. `quietly` runs the work while nobody writes and the log is empty, or answers
 * undefined. False when that was so, or when it was called off.
 */
export async function overwriteUnused(
  folder: string,
  calledOff: AbortSignal,
  quietly: <Result>(work: () => Promise<Result>) => Promise<Result | undefined>,
): Promise<boolean> {
  const child = fork(program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then(() => undefined);
  // It may fail to start, or end, while nobody waits for it: without these two the whole server would end with it.
  ended.catch(() => {});
  child.on('error', () => {});
  try {
    for (let from: number | undefined = 0; from !== undefined; ) {
      const order: OverwriteOrder = { folder, from, bytes: atATime };
      const answer = await quietly(async () => {
        child.send(order);
        const message = await Promise.race([once(child, 'message'), ended]);
        if (!message) throw new Error('the process that overwrites what was deleted has ended');
        return message[0] as OverwriteAnswer;
      });
      if (!answer) return false;
      from = answer.next;
      if (from !== undefined) await pause(pauseMs, undefined, { signal: calledOff });
    }
    return true;
  } catch (error) {
    if (calledOff.aborted) return false;
    throw error;
  } finally {
    child.kill();
  }
}
