import { chmodSync, closeSync, lstatSync, mkdirSync, openSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../errors.ts';

/** The rights of the group and of everybody else. */
const ofOthers = 0o077;

/**
 * Makes the folder when it is missing, and takes away the rights that others have on it. Throws Problem when it belongs
 * to another user: files made by two users end up unreadable to one of them, as with a command run by sudo.
 */
export function ownFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid } = statSync(folder);
  const user = process.geteuid?.() ?? uid;
  if (uid !== user) {
    const text = `the folder ${folder} belongs to user ${uid}, and gongdan runs as user ${user}`;
    throw new Problem('request_refused', `${text}: run gongdan as its owner, or change the owner with chown -R`);
  }
  takeRights(folder, statSync(folder).mode);
}

/**
 * Takes away the rights that others have on what lies in the folder; nothing ever gets further rights. The
 * folders directly in it are always entered. A folder deeper down is entered only if others had rights on it. Without them
 * no other user could reach its contents, and to check a million attachments would take 7 s of every start. Symbolic links
 * are not followed.
 */
export function closeFolder(folder: string): void {
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    const { isFolder } = closeEntry(path);
    if (isFolder) closeContents(path);
  }
}

/** Makes an empty file that only its owner can read, unless there is one. */
export function makeOwnFile(path: string): void {
  try {
    // `wx` does not open a file that exists: closing it would drop the locks that SQLite holds on it in this process.
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    takeRights(path, statSync(path).mode);
  }
}

function closeContents(folder: string): void {
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    const { isFolder, stoodOpen } = closeEntry(path);
    if (isFolder && stoodOpen) closeContents(path);
  }
}

function closeEntry(path: string): { readonly isFolder: boolean; readonly stoodOpen: boolean } {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (!entry || entry.isSymbolicLink()) return { isFolder: false, stoodOpen: false };
  return { isFolder: entry.isDirectory(), stoodOpen: takeRights(path, entry.mode) };
}

/** Takes the rights of others away, and returns whether they had any. */
function takeRights(path: string, mode: number): boolean {
  if ((mode & ofOthers) === 0) return false;
  try {
    chmodSync(path, mode & 0o7777 & ~ofOthers);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    // Another process may have removed a temporary file since the folder was read.
    if (code === 'ENOENT') return false;
    if (code !== 'EPERM') throw cause;
    const text = `${path} is open to other users and belongs to another user: change its owner with chown`;
    throw new Problem('request_refused', text, { cause });
  }
  return true;
}

/** Returns no names for a folder that this user cannot read, such as the lost+found of a disk. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (['EACCES', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
