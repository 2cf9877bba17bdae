import { Problem } from '../errors.ts';
import { hashPassword, isPassword } from './password.ts';

/** Each hash takes a core and 19 MiB for some tens of milliseconds. */
const atATime = 2;
const mostWaiting = 60;

/** Hashes passwords for callers who are not signed in: few at once, behind a short queue. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Compares a password with a hash. When the hash is null, the result is false after the same time. */
  fits(hashed: string | null, password: string): Promise<boolean>;
}

/** The functions that hash and compare. Tests give others. */
const argon2 = { hash: hashPassword, isRight: isPassword };

/** The returned functions throw Problem `overloaded` when a password would wait for more than about two seconds. */
export function makePasswords(work = argon2): Passwords {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  let nobodys: Promise<string> | undefined;

  async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (waiting.length >= mostWaiting)
      throw new Problem('overloaded', 'too many sign in at once, try again in a second');
    if (underWay >= atATime) await new Promise<void>((resolve) => waiting.push(resolve));
    else underWay += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else underWay -= 1;
    }
  }

  /**
   * The hash that a password is compared with when nobody has the e-mail, so that the answer takes as long. An error is not
   * cached: the next call tries again.
   */
  function nobodysHash(): Promise<string> {
    nobodys ??= work.hash('the password of nobody').catch((error: unknown) => {
      nobodys = undefined;
      throw error;
    });
    return nobodys;
  }

  return {
    hash: (password) => inTurn(() => work.hash(password)),
    fits: (hashed, password) =>
      inTurn(async () => {
        const other = await nobodysHash();
        const right = await work.isRight(hashed ?? other, password);
        return right && hashed !== null;
      }),
  };
}
