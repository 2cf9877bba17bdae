/** What a command wrote, to be taken back when it is refused. */
export interface Savepoint {
  enter(): void;
  isEntered(): boolean;
  takeBack(): void;
  leave(): void;
}

/** What the stores are told; both understand it. */
export type SavepointStatement = 'savepoint command' | 'rollback to savepoint command' | 'release savepoint command';

/**
 * Made before the first statement that writes: most commands write by what they leave to their group alone. PostgreSQL
 * pays for one as for a small statement, SQLite keeps a copy of every page that is changed after it.
 */
export function savepoint(send: (statement: SavepointStatement) => void): Savepoint {
  let entered = false;
  return {
    enter() {
      if (!entered) send('savepoint command');
      entered = true;
    },
    isEntered: () => entered,
    takeBack() {
      if (entered) send('rollback to savepoint command');
    },
    leave() {
      if (entered) send('release savepoint command');
    },
  };
}

/** A command that is alone goes with its transaction. */
export const wholeTransaction: Savepoint = { enter() {}, isEntered: () => true, takeBack() {}, leave() {} };
