import { closeSync, fdatasyncSync, fstatSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { OverwriteAnswer, OverwriteOrder } from './overwrite.ts';
import { connectSqlite } from './sqlite-connection.ts';
import { unusedIn } from './unused.ts';

// The whole life of a process that overwrites for overwrite.ts. It is none of the server's own threads: to close a file
// of SQLite's in a process takes away all locks that the process has on it.

/** Beyond these a page that is none could begin like one. */
const mostPages = 2 ** 24;

process.on('message', (order: OverwriteOrder) => {
  process.send?.(whileNobodyWrites(order) satisfies OverwriteAnswer);
});

/** Should the server be killed and another one start, that one's first command waits until we are done. */
function whileNobodyWrites(order: OverwriteOrder): OverwriteAnswer {
  const connection = connectSqlite(order.folder, 'write');
  try {
    connection.exec('BEGIN IMMEDIATE');
    if (statSync(join(order.folder, 'gongdan.db-wal')).size > 0) return { next: order.from, overwritten: 0 };
    return overwrite(order);
  } finally {
    connection.close();
  }
}

function overwrite({ folder, from, bytes }: OverwriteOrder): OverwriteAnswer {
  const file = openSync(join(folder, 'gongdan.db'), 'r+');
  try {
    const { size } = fstatSync(file);
    const head = read(file, 0, 100);
    const pageSize = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16);
    if (size / pageSize > mostPages) return { next: undefined, overwritten: 0 };
    const part = read(file, from, Math.min(bytes, size - from));
    let overwritten = 0;
    for (let at = 0; at + pageSize <= part.length; at += pageSize) {
      const unused = unusedIn(part.subarray(at, at + pageSize), from + at === 0, pageSize - head.readUInt8(20));
      if (!unused) continue;
      writeSync(file, Buffer.alloc(unused.end - unused.from), 0, undefined, from + at + unused.from);
      overwritten += 1;
    }
    if (overwritten > 0) fdatasyncSync(file);
    return { next: from + bytes < size ? from + bytes : undefined, overwritten };
  } finally {
    closeSync(file);
  }
}

function read(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(Math.max(0, length));
  return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from));
}
