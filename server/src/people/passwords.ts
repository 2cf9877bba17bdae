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

/** Throws Problem `overloaded` instead of a wait of more than two seconds or so. */
export function passwords(): Passwords {
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

  return {
    hash: (password) => inTurn(() => hashPassword(password)),
    fits: (hashed, password) =>
      inTurn(async () => {
        nobodys ??= hashPassword('the password of nobody');
        const other = await nobodys;
        const right = await isPassword(hashed ?? other, password);
        return right && hashed !== null;
      }),
  };
}
