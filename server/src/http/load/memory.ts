import type { IncomingMessage } from 'node:http';

/** The memory that all waiting calls hold together. */
export interface Memory {
  /** Takes so many bytes; false when too few are free. */
  take(bytes: number): boolean;
  release(bytes: number): void;
}

export function makeMemory(most: number): Memory {
  let held = 0;
  return {
    take(bytes) {
      if (held + bytes > most) return false;
      held += bytes;
      return true;
    },
    release(bytes) {
      held -= bytes;
    },
  };
}

/** About how much memory a connection, its parser and a request with its headers take. */
const bytesOfRequest = 16 * 1024;
/** Node stops reading a socket when about so much of a body is buffered. */
const mostUnread = 128 * 1024;

/** Estimates the memory of a request whose body is not being read yet. */
export function unreadBytesOf({ headers }: IncomingMessage): number {
  if (headers['transfer-encoding'] !== undefined) return bytesOfRequest + mostUnread;
  return bytesOfRequest + Math.min(lengthOf(headers['content-length']), mostUnread);
}

/** Estimates the memory of a request whose body was read. `mostOfUnknown` counts for a body of unknown length. */
export function readBytesOf({ headers }: IncomingMessage, mostOfUnknown: number): number {
  if (headers['transfer-encoding'] !== undefined) return bytesOfRequest + mostOfUnknown;
  return bytesOfRequest + lengthOf(headers['content-length']);
}

function lengthOf(header: string | undefined): number {
  return Number(header ?? 0) || 0;
}
