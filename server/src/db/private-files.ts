import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Words } from '@gongdan/contract';
import { isFault, type Problem, refusedCommand } from '../errors.ts';

/** The rights of the group and of everybody else. */
const ofOthers = 0o077;

/**
 * Makes the folder when it is missing, and takes away the rights that others have on it. Throws Problem when this user
 * cannot write to it, and when it belongs to another user: files made by two users end up unreadable to one of them, as
 * with a command run by sudo.
 */
export function ownFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    demandOwner(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw folderProblem(folder, reasonOf(folder, error)) ?? error;
  }
  takeRights(folder, statSync(folder).mode);
}

/** Where the file system above the folder is read-only, Node reports ENOENT instead of EROFS. */
function reasonOf(folder: string, error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return error;
  let above = resolve(folder);
  while (!existsSync(above)) above = dirname(above);
  try {
    accessSync(above, constants.W_OK);
    return error;
  } catch (fault) {
    return fault;
  }
}

/** Throws Problem when the folder belongs to another user. */
export function demandOwner(folder: string): void {
  const { uid } = statSync(folder);
  const user = process.geteuid?.() ?? uid;
  if (uid === user) return;
  throw refusedCommand({
    zh: `文件夹 ${folder} 属于用户 ${uid}，而 gongdan 以用户 ${user} 运行。请以属主身份运行，或用 chown -R 更改属主。`,
    en: `the folder ${folder} belongs to user ${uid}, and gongdan runs as user ${user}: run gongdan as its owner, or change the owner with chown -R`,
  });
}

/**
 * The Problem for a folder that cannot be made, read or written, with what to do about it. Undefined for an error of
 * another kind.
 */
export function folderProblem(folder: string, error: unknown): Problem | undefined {
  const words = isFault(error) ? folderFaults(resolve(folder))[error.code ?? ''] : undefined;
  return words && refusedCommand(words);
}

function folderFaults(folder: string): Readonly<Record<string, Words>> {
  const unwritable = {
    zh: `当前用户不能读写文件夹 ${folder}。请更改它或上级文件夹的属主与权限，或用 GONGDAN_DATA（--data）指定其他文件夹。`,
    en: `this user cannot write to the folder ${folder}: change its owner or rights, or those of the folder above it, or name another folder by GONGDAN_DATA (--data)`,
  };
  const noFolder = {
    zh: `${folder} 的位置上有一个同名文件，不是文件夹。请移走该文件，或用 GONGDAN_DATA（--data）指定其他文件夹。`,
    en: `${folder} is not a folder, or lies below a file: remove the file, or name another folder by GONGDAN_DATA (--data)`,
  };
  return {
    EACCES: unwritable,
    EPERM: unwritable,
    EEXIST: noFolder,
    ENOTDIR: noFolder,
    EROFS: {
      zh: `文件夹 ${folder} 所在的文件系统是只读的。请以可写方式重新挂载，或用 GONGDAN_DATA（--data）指定其他文件夹。`,
      en: `the folder ${folder} is on a file system that is mounted read-only: mount it writable, or name another folder by GONGDAN_DATA (--data)`,
    },
    ENOENT: {
      zh: `文件夹 ${folder} 不存在，也无法创建：它或上级是指向不存在位置的链接。请挂载对应的磁盘，或用 GONGDAN_DATA（--data）指定其他文件夹。`,
      en: `the folder ${folder} does not exist and cannot be made, because it is a link to a missing place: mount its disk, or name another folder by GONGDAN_DATA (--data)`,
    },
    ENOSPC: {
      zh: `文件夹 ${folder} 所在的磁盘已满。请先腾出空间。`,
      en: `the disk of the folder ${folder} is full: make room first`,
    },
  };
}

/** Throws Problem, with what to do, when this user cannot read and write the folder. */
export function demandWritable(folder: string): void {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw folderProblem(folder, error) ?? error;
  }
}

/** Throws Problem when this user cannot read and write one of the files, as after a command that was run with sudo. */
export function demandWritableFiles(folder: string, names: readonly string[]): void {
  for (const path of names.map((name) => join(folder, name)).filter((one) => existsSync(one))) {
    try {
      accessSync(path, constants.R_OK | constants.W_OK);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EROFS') throw folderProblem(folder, cause);
      throw refusedCommand({
        zh: `当前用户不能读写文件 ${path}。请用 chown -R 把整个文件夹 ${folder} 交给运行 gongdan 的用户。`,
        en: `this user cannot read and write ${path}: give the whole folder ${folder} to the user that runs gongdan, with chown -R`,
      });
    }
  }
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
    throw refusedCommand({
      zh: `${path} 对其他用户开放，且属于另一个用户。请用 chown 更改属主。`,
      en: `${path} is open to other users and belongs to another user: change its owner with chown`,
    });
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
