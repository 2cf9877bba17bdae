import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** A system call that changes the disk. Paths are absolute. */
export type DiskCall =
  | { readonly call: 'open'; readonly path: string; readonly truncates: boolean }
  | {
      readonly call: 'write';
      readonly path: string;
      /** The offset in the file; without it the bytes go to the end of the file. */
      readonly at?: number;
      readonly bytes: Buffer;
    }
  | { readonly call: 'truncate'; readonly path: string; readonly size: number }
  | { readonly call: 'sync' | 'make folder' | 'remove'; readonly path: string }
  | { readonly call: 'rename'; readonly path: string; readonly to: string };

/** A recorded call. Records are in the order in which the calls ended. */
export interface Recorded {
  readonly done: DiskCall;
  /** Milliseconds UTC. */
  readonly begunAt: number;
  /** The number of recorded calls that had ended when this one began. */
  readonly after: number;
}

const contentCalls = ['openat', 'write', 'writev', 'pwrite64', 'ftruncate', 'fsync', 'fdatasync'];
const folderCalls = ['rename', 'mkdir', 'unlink', 'unlinkat', 'rmdir'];
// Calls with which a later Node or SQLite may change the disk. `parse` cannot read them and throws when one is
// recorded.
const unknown = ['pwritev', 'pwritev2', 'renameat2', 'copy_file_range', 'sendfile', 'fallocate'];

/**
 * Returns the words that, before a command, record its calls in the file by strace. They switch off io_uring, because
 * strace does not see writes by it. `-y` adds the path of each descriptor, `-xx` writes texts in hexadecimal.
 */
export function recorderInto(file: string): string[] {
  // With `?` strace accepts a name that this processor does not have.
  const names = [...contentCalls, ...folderCalls, ...unknown].map((name) => `?${name}`).join();
  return [
    'env',
    'UV_USE_IO_URING=0',
    'strace',
    '-f',
    '-y',
    '-xx',
    '-ttt',
    '-s1000000',
    '--seccomp-bpf',
    '-qq',
    `-etrace=${names}`,
    '-o',
    file,
  ];
}

/** Reads what strace recorded. Leaves out calls that failed and calls outside the folder. */
export async function readRecord(file: string, folder: string): Promise<Recorded[]> {
  /** Thread → its unfinished call, when calls of other threads were recorded in between. */
  const begun = new Map<string, Begun>();
  const ended: Recorded[] = [];
  for await (const line of createInterface({ input: createReadStream(file, 'latin1') })) {
    const [, thread = '', seconds = '', said = ''] = /^(\d+) +([\d.]+) (.*)$/s.exec(line) ?? [];
    const [, tail] = /^<\.\.\. \w+ resumed>(.*)$/s.exec(said) ?? [];
    const now = { text: '', begunAt: Number(seconds) * 1000, after: ended.length };
    if (said.endsWith(unfinished)) {
      begun.set(thread, { ...now, text: said.slice(0, -unfinished.length) });
      continue;
    }
    const { text, ...when } = (tail !== undefined && begun.get(thread)) || now;
    const done = parse(text + (tail ?? said));
    if (done && `${done.path}/`.startsWith(`${folder}/`)) ended.push({ done, ...when });
  }
  return ended;
}

const unfinished = ' <unfinished ...>';

type Begun = Pick<Recorded, 'begunAt' | 'after'> & { readonly text: string };

function parse(text: string): DiskCall | undefined {
  const [, name = '', given = '', result = '-1'] = /^(\w+)\((.*)\) += (-?\d+)/s.exec(text) ?? [];
  if (Number(result) < 0) return undefined;
  if (unknown.includes(name)) throw new Error(`The program writes with ${name}, which is not understood yet`);
  const strings = Array.from(given.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g), ([, hex = '']) => decode(hex));
  const path = decode(/^\w+<((?:\\x[0-9a-f]{2})*)>/.exec(given)?.[1] ?? '').toString();
  const firstString = String(strings[0] ?? '');
  switch (name) {
    case 'openat':
      return given.includes('O_CREAT') || given.includes('O_TRUNC')
        ? { call: 'open', path: firstString, truncates: given.includes('O_TRUNC') }
        : undefined;
    case 'write':
    case 'writev':
      return { call: 'write', path, bytes: Buffer.concat(strings).subarray(0, Number(result)) };
    case 'pwrite64':
      return { call: 'write', path, at: Number(lastArgument(given)), bytes: strings[0]!.subarray(0, Number(result)) };
    case 'ftruncate':
      return { call: 'truncate', path, size: Number(lastArgument(given)) };
    case 'fsync':
    case 'fdatasync':
      return { call: 'sync', path };
    case 'mkdir':
      return { call: 'make folder', path: firstString };
    case 'unlink':
    case 'rmdir':
      return { call: 'remove', path: firstString };
    case 'unlinkat':
      return { call: 'remove', path: resolve(path, firstString) };
    case 'rename':
      return { call: 'rename', path: firstString, to: String(strings[1]) };
    default:
      return undefined;
  }
}

function lastArgument(given: string): string {
  return given.slice(given.lastIndexOf(',') + 1).trim();
}

function decode(hex: string): Buffer {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex');
}
