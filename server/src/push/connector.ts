import { type LookupAddress, lookup } from 'node:dns';
import { createRequire } from 'node:module';
import { isIP, type LookupFunction } from 'node:net';
import type { Agent } from 'undici';
import { mayReach, type Network } from './address.ts';
import { NameTimeout, privateRefused } from './fault.ts';

const require = createRequire(import.meta.url);

export interface ConnectorOptions {
  /** Private networks that may be reached. */
  readonly allow: readonly Network[];
  /** The most connections to one origin. */
  readonly connections: number;
  readonly nameMs: number;
  readonly connectMs: number;
  /** Resolves a name to addresses. The default is the system's resolver, which also reads the hosts file. */
  readonly resolve?: Resolve;
}

export type Resolve = (name: string, done: (error: Error | null, found: LookupAddress[]) => void) => void;

/**
 * Makes the connection pool for pushes. It checks addresses after the name is resolved, and again on the connected
 * socket, in case the name has got another address in between. Proxy variables of the environment are ignored.
 */
export function makePushAgent(options: ConnectorOptions): Agent {
  const { allow, connections, connectMs } = options;
  // Loaded here because undici takes megabytes of memory and most companies push nothing.
  const { Agent, buildConnector } = require('undici') as typeof import('undici');
  const connect = buildConnector({ timeout: connectMs, allowH2: false, lookup: guardedLookup(options) });
  return new Agent({
    connections,
    pipelining: 1,
    // `receiveAnswer` bounds these times instead.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect(target, done) {
      if (isAddress(target.hostname) && !mayReach(target.hostname, allow)) {
        return done(privateRefused(`the address is ${target.hostname}`, target.hostname), null);
      }
      connect(target, (error, socket) => {
        if (error) return done(error, null);
        const { remoteAddress = '' } = socket!;
        if (mayReach(remoteAddress, allow)) return done(null, socket!);
        socket!.destroy();
        done(privateRefused(`the connection led to ${remoteAddress}`, remoteAddress), null);
      });
    },
  });
}

function isAddress(host: string): boolean {
  return isIP(host) !== 0 || host.startsWith('[');
}

// When it fails, `lookup` passes undefined for the list, although its types say otherwise.
const system: Resolve = (name, done) =>
  lookup(name, { all: true, verbatim: true }, (error, found) => done(error, error ? [] : found));

/** Resolves names for the pool. Refuses a name as soon as one of its addresses may not be reached. */
function guardedLookup({ allow, nameMs, resolve = system }: ConnectorOptions): LookupFunction {
  return (name, wanted, callback) => {
    const late = setTimeout(() => answer(new NameTimeout(`no address of ${name} in time`), []), nameMs);
    let answered = false;

    function answer(error: Error | null, found: LookupAddress[]): void {
      if (answered) return;
      answered = true;
      clearTimeout(late);
      const refused = found.find(({ address }) => !mayReach(address, allow));
      const wrong = error ?? (refused ? privateRefused(`${name} is at ${refused.address}`, refused.address) : null);
      const first = found[0] ?? { address: '', family: 4 };
      if (wrong || wanted.all) callback(wrong, found);
      else callback(null, first.address, first.family);
    }

    resolve(name, answer);
  };
}
