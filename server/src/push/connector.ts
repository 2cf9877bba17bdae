import { type LookupAddress, lookup } from 'node:dns';
import { createRequire } from 'node:module';
import { isIP, type LookupFunction } from 'node:net';
import type { Agent } from 'undici';
import { mayReach, type Network } from './address.ts';
import { AddressRefused, NameTimeout } from './fault.ts';

const require = createRequire(import.meta.url);

export interface ConnectorOptions {
  /** Networks that may be reached although they are private. */
  readonly allow: readonly Network[];
  /** At most so many connections to one endpoint's origin. */
  readonly connections: number;
  readonly nameMs: number;
  readonly connectMs: number;
  /** Asks for the addresses of a name; the system's resolver, which also knows the hosts file. */
  readonly resolve?: Resolve;
}

export type Resolve = (name: string, done: (error: Error | null, found: LookupAddress[]) => void) => void;

/**
 * Connections for pushes. An address is checked where the connection is made, after the name is resolved, and once
 * more on the socket: what was checked is what is used. Takes no proxy from the environment.
 */
export function makePushAgent(options: ConnectorOptions): Agent {
  const { allow, connections, connectMs } = options;
  // Many megabytes of memory, and most companies push nothing.
  const { Agent, buildConnector } = require('undici') as typeof import('undici');
  const connect = buildConnector({ timeout: connectMs, allowH2: false, lookup: guardedLookup(options) });
  return new Agent({
    connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect(target, done) {
      if (isAddress(target.hostname) && !mayReach(target.hostname, allow)) {
        return done(new AddressRefused(`pushes may not reach ${target.hostname}`), null);
      }
      connect(target, (error, socket) => {
        if (error) return done(error, null);
        if (mayReach(socket?.remoteAddress ?? '', allow)) return done(null, socket!);
        socket?.destroy();
        done(new AddressRefused(`pushes may not reach ${socket?.remoteAddress}`), null);
      });
    },
  });
}

function isAddress(host: string): boolean {
  return isIP(host) !== 0 || host.startsWith('[');
}

// Beside an error the system's resolver hands over no list, whatever its types say.
const system: Resolve = (name, done) =>
  lookup(name, { all: true, verbatim: true }, (error, found) => done(error, error ? [] : found));

function guardedLookup({ allow, nameMs, resolve = system }: ConnectorOptions): LookupFunction {
  return (name, wanted, callback) => {
    const late = setTimeout(() => answer(new NameTimeout(`no address of ${name} in time`), []), nameMs);
    let answered = false;

    function answer(error: Error | null, found: LookupAddress[]): void {
      if (answered) return;
      answered = true;
      clearTimeout(late);
      const refused = found.find(({ address }) => !mayReach(address, allow));
      const wrong = error ?? (refused ? new AddressRefused(`${name} is at ${refused.address}`) : null);
      const first = found[0] ?? { address: '', family: 4 };
      if (wrong || wanted.all) callback(wrong, found);
      else callback(null, first.address, first.family);
    }

    resolve(name, answer);
  };
}
