import type { Socket } from 'node:net';
import { least } from './fair-queue.ts';

/** The connections that have been served and wait for their next request. */
export interface Idle {
  add(socket: Socket, owner: string): void;
  remove(socket: Socket): void;
  /** Of the owner with the highest `count`, the connection that has waited for longest. */
  first(count: (owner: string) => number): Socket | undefined;
}

export function makeIdle(): Idle {
  /** Each owner's in the order in which they became idle. */
  const byOwner = new Map<string, Set<Socket>>();
  const owners = new Map<Socket, string>();
  return {
    add(socket, owner) {
      owners.set(socket, owner);
      const own = byOwner.get(owner) ?? new Set();
      byOwner.set(owner, own.add(socket));
    },
    remove(socket) {
      const owner = owners.get(socket);
      if (owner === undefined) return;
      owners.delete(socket);
      const own = byOwner.get(owner)!;
      own.delete(socket);
      if (own.size === 0) byOwner.delete(owner);
    },
    first(count) {
      const owner = least(byOwner.keys(), (one) => -count(one));
      return owner === undefined ? undefined : byOwner.get(owner)!.values().next().value;
    },
  };
}
