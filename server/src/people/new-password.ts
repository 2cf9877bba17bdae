import { readFileSync } from 'node:fs';
import type { Words } from '@gongdan/contract';

const shortest = 10;
const longest = 200;

/** Common passwords of ten characters or more, one a line, lower case; made by `scripts/build-common-passwords.ts`. */
export const commonPasswordsFile = new URL('../../data/common-passwords.txt', import.meta.url);

/** Returns why a new password is too weak; undefined when it is good. Existing passwords are not checked. */
export function faultOfNewPassword(password: string): Words | undefined {
  const length = [...password].length;
  if (length < shortest || length > longest)
    return { zh: `长度应为 ${shortest} 到 ${longest} 个字符`, en: `must have ${shortest} to ${longest} characters` };
  return isCommon(password) ? { zh: '属于最常见的密码', en: 'is one of the most common passwords' } : undefined;
}

/** Whether the password is easy to guess. Full-width letters and digits, which Chinese input methods produce, count as plain. */
function isCommon(password: string): boolean {
  const folded = password.normalize('NFKC').toLowerCase();
  return isRepetition(folded) || isRow(folded) || readCommon().has(folded);
}

/** True for repetitions such as `aaaaaaaaaa`, `1212121212`, `abc123abc123`: no list holds all of them. */
function isRepetition(password: string): boolean {
  return [1, 2, 3, 4, 5, 6].some((size) => {
    const piece = password.slice(0, size);
    return piece.repeat(Math.ceil(password.length / size)).startsWith(password);
  });
}

const rows = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'];

/** True for digits or letters in the order of the alphabet or the keyboard, in either direction. */
function isRow(password: string): boolean {
  return rows.some((row) => row.includes(password) || [...row].reverse().join('').includes(password));
}

let common: ReadonlySet<string> | undefined;

/** Reads the file at the first use, because most processes never need it. */
function readCommon(): ReadonlySet<string> {
  common ??= new Set(readFileSync(commonPasswordsFile, 'utf8').split('\n'));
  return common;
}
