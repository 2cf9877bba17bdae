import type { IncomingMessage } from 'node:http';

/** Memory that calls hold while they wait, all of them together. */
export interface Memory {
  /** Takes so many bytes, or answers false when they are not there. */
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

/** A connection, its parser, and a request with its headers. */
const bytesOfRequest = 16 * 1024;
/** Node stops reading a socket when about so much of a body lies unread. */
const mostUnread = 128 * 1024;

/** About what a request holds whose body nobody reads yet. */
export function unreadBytesOf({ headers }: IncomingMessage): number {
  if (headers['transfer-encoding'] !== undefined) return bytesOfRequest + mostUnread;
  return bytesOfRequest + Math.min(lengthOf(headers['content-length']), mostUnread);
}

/** About what a request holds whose body was read. */
export function readBytesOf({ headers }: IncomingMessage, mostOfUnknown: number): number {
  if (headers['transfer-encoding'] !== undefined) return bytesOfRequest + mostOfUnknown;
  return bytesOfRequest + lengthOf(headers['content-length']);
}

function lengthOf(header: string | undefined): number {
  return Number(header ?? 0) || 0;
}
