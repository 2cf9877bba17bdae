import { readFileSync } from 'node:fs';

const shortest = 10;
const longest = 200;

/** Common passwords of ten characters or more, one a line, lower case; made by `scripts/build-common-passwords.ts`. */
export const commonPasswordsFile = new URL('../../data/common-passwords.txt', import.meta.url);

/** Why the password is not taken as a new one; undefined when it is. Passwords that are set already are not asked. */
export function faultOfNewPassword(password: string): string | undefined {
  const length = [...password].length;
  if (length < shortest || length > longest) return `must have ${shortest} to ${longest} characters`;
  return isCommon(password) ? 'is one of the most common passwords' : undefined;
}

/** Full-width letters and digits are what an input method makes of the same keys. */
function isCommon(password: string): boolean {
  const folded = password.normalize('NFKC').toLowerCase();
  return isRepetition(folded) || isRow(folded) || readCommon().has(folded);
}

/** `aaaaaaaaaa`, `1212121212`, `abc123abc123`: no list names all of them. */
function isRepetition(password: string): boolean {
  return [1, 2, 3, 4, 5, 6].some((size) => {
    const piece = password.slice(0, size);
    return piece.repeat(Math.ceil(password.length / size)).startsWith(password);
  });
}

const rows = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'];

/** Digits or letters in the order of the alphabet or the keyboard, in either direction. */
function isRow(password: string): boolean {
  return rows.some((row) => row.includes(password) || [...row].reverse().join('').includes(password));
}

let common: ReadonlySet<string> | undefined;

/** Most processes never ask, so the file is read at the first question. */
function readCommon(): ReadonlySet<string> {
  common ??= new Set(readFileSync(commonPasswordsFile, 'utf8').split('\n'));
  return common;
}
