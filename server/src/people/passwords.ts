import { Problem } from '../errors.ts';
import { hashPassword, isPassword } from './password.ts';

/** Each takes a core and 19 MiB for some tens of milliseconds. */
const atATime = 2;
const mostWaiting = 60;

/** Hashing on demand of strangers: little at a time, and not more than can be waited for. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes the same time without a hash to compare with. */
  fits(hashed: string | null, password: string): Promise<boolean>;
}

/** What is done for each: argon2. */
const argon2 = { hash: hashPassword, isRight: isPassword };

/** Throws Problem `overloaded` instead of a wait of more than two seconds or so. */
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

  /** Not kept when it fails: nobody could sign in any more. */
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
