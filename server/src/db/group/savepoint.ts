/** Rolls back what a refused command wrote, and nothing that the other commands of its group wrote. */
export interface Savepoint {
  enter(): void;
  isEntered(): boolean;
  rollBack(): void;
  release(): void;
}

/** The statements that both stores understand. */
export type SavepointStatement = 'savepoint command' | 'rollback to savepoint command' | 'release savepoint command';

/**
 * Sets a savepoint before the command's first statement that writes. Most commands only queue rows and need none. On
 * PostgreSQL a savepoint costs a small statement; SQLite copies every page that is changed after it.
 */
export function makeSavepoint(send: (statement: SavepointStatement) => void): Savepoint {
  let entered = false;
  return {
    enter() {
      if (!entered) send('savepoint command');
      entered = true;
    },
    isEntered: () => entered,
    rollBack() {
      if (entered) send('rollback to savepoint command');
    },
    release() {
      if (entered) send('release savepoint command');
    },
  };
}

/** A command that is alone in its group needs no savepoint: when it fails, the whole transaction is rolled back. */
export const wholeTransaction: Savepoint = { enter() {}, isEntered: () => true, rollBack() {}, release() {} };
