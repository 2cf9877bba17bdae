import type { Socket } from 'node:net';
import { least } from '../load/fair-queue.ts';
import { endGently } from './broken-request.ts';

/**
 * A search checks at most so many owners, and so many connections of each. The search passes over connections that have
 * just received bytes, and a client may send single bytes on thousands of them.
 */
const mostOwners = 4;
const mostOfOwner = 8;

/**
 * At most this many closed connections are still read for a second (see `endGently`). Further ones are destroyed at
 * once, because thousands may be replaced in a second.
 */
const mostEnding = 200;

/**
 * The connections that have been served and wait for their next request. The owner of a connection is its client's IPv4
 * address, or the /64 of its IPv6 address.
 */
export class Idle {
  /** Owner → its connections in the order in which they became idle, with the bytes that had been read by then. */
  readonly #byOwner = new Map<string, Map<Socket, number>>();
  readonly #owners = new Map<Socket, string>();
  #ended = 0;
  #ending = 0;

  /** Adds a connection. If it is already there, it counts as idle from now on. */
  add(socket: Socket, owner: string): void {
    this.remove(socket);
    this.#owners.set(socket, owner);
    const own = this.#byOwner.get(owner) ?? new Map<Socket, number>();
    this.#byOwner.set(owner, own.set(socket, socket.bytesRead));
  }

  remove(socket: Socket): void {
    const owner = this.#owners.get(socket);
    if (owner === undefined) return;
    this.#owners.delete(socket);
    const own = this.#byOwner.get(owner)!;
    own.delete(socket);
    if (own.size === 0) this.#byOwner.delete(owner);
  }

  /**
   * Returns the connection that has been idle for longest, of the owner with the highest `count`; undefined when a
   * search within the bounds above finds none. A connection on which bytes came since it was added or last checked is
   * passed over, because its next request may be on its way.
   */
  first(count: (owner: string) => number): { readonly socket: Socket; readonly owner: string } | undefined {
    for (let attempt = 0; attempt < mostOwners; attempt += 1) {
      const owner = least(this.#byOwner.keys(), (one) => -count(one));
      if (owner === undefined) return undefined;
      for (const [socket, bytes] of [...this.#byOwner.get(owner)!].slice(0, mostOfOwner)) {
        if (socket.bytesRead === bytes) return { socket, owner };
        this.add(socket, owner);
      }
    }
    return undefined;
  }

  /** Closes a connection to make room for a new one. */
  end(socket: Socket): void {
    this.#ended += 1;
    if (this.#ending >= mostEnding) {
      socket.destroy();
      return;
    }
    this.#ending += 1;
    socket.once('close', () => {
      this.#ending -= 1;
    });
    endGently(socket);
  }

  /** How many connections were closed to make room. */
  ended(): number {
    return this.#ended;
  }
}
