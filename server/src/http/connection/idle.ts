import type { Socket } from 'node:net';
import { least } from '../load/fair-queue.ts';
import { endGently } from './broken-request.ts';

/** The connections that have been served and wait for their next request. */
export interface Idle {
  /** Called again for one that is there, it counts as just served. */
  add(socket: Socket, owner: string): void;
  remove(socket: Socket): void;
  /**
   * Of the owner with the highest `count`, the connection that has waited for longest. One that has sent something since
   * it was added or looked at is passed over, because its next request may be on its way.
   */
  first(count: (owner: string) => number): { readonly socket: Socket; readonly owner: string } | undefined;
  /** Closes a connection to make room for a new one. */
  end(socket: Socket): void;
  /** How many were ended so. */
  ended(): number;
}

/** A crowd that sends a byte now and then must not make each look go through all of its owners and connections. */
const mostOwners = 4;
const mostOfOwner = 8;

/** At most this many ended connections are still being read. Thousands may be replaced in a second: others are destroyed. */
const mostEnding = 200;

export function makeIdle(): Idle {
  /** Each owner's in the order in which they became idle, with the bytes that had been read by then. */
  const byOwner = new Map<string, Map<Socket, number>>();
  const owners = new Map<Socket, string>();
  let ended = 0;
  let ending = 0;

  function add(socket: Socket, owner: string): void {
    remove(socket);
    owners.set(socket, owner);
    const own = byOwner.get(owner) ?? new Map<Socket, number>();
    byOwner.set(owner, own.set(socket, socket.bytesRead));
  }

  function remove(socket: Socket): void {
    const owner = owners.get(socket);
    if (owner === undefined) return;
    owners.delete(socket);
    const own = byOwner.get(owner)!;
    own.delete(socket);
    if (own.size === 0) byOwner.delete(owner);
  }

  return {
    add,
    remove,
    first(count) {
      for (let look = 0; look < mostOwners; look += 1) {
        const owner = least(byOwner.keys(), (one) => -count(one));
        if (owner === undefined) return undefined;
        for (const [socket, bytes] of [...byOwner.get(owner)!].slice(0, mostOfOwner)) {
          if (socket.bytesRead === bytes) return { socket, owner };
          add(socket, owner);
        }
      }
      return undefined;
    },
    end(socket) {
      ended += 1;
      if (ending >= mostEnding) {
        socket.destroy();
        return;
      }
      ending += 1;
      socket.once('close', () => {
        ending -= 1;
      });
      endGently(socket);
    },
    ended: () => ended,
  };
}
