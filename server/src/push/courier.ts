import type { Agent } from 'undici';
import { parseNetworks } from './address.ts';
import { makePushAgent } from './connector.ts';
import type { DeliverOptions } from './deliver.ts';

/** The most concurrent requests of a node to one endpoint. */
export const perEndpoint = 8;

/** The most concurrent requests of a node. */
export const perNode = 64;

/** The time limits of a try. */
const timeLimits = { nameMs: 2_000, connectMs: 3_000, firstByteMs: 10_000, totalMs: 15_000 };

export interface Courier extends DeliverOptions {
  close(): Promise<void>;
}

/** Makes the options of `deliver`: a connection pool and the time limits. `allow` lists networks such as `127.0.0.0/8`. */
export function makeCourier(
  allow: readonly string[],
  { now, elapsed, ownOrigin }: Pick<DeliverOptions, 'now' | 'elapsed' | 'ownOrigin'>,
): Courier {
  const networks = parseNetworks(allow);
  let agent: Agent | undefined;
  return {
    /** Created when it is first read, by the first try. */
    get agent() {
      // Endpoints at one host share the connections to it. An endpoint that hangs can hold 8 of them. One host may have
      // as many as the whole node may use, so that the other endpoints at the host still get theirs.
      agent ??= makePushAgent({ allow: networks, connections: perNode, ...timeLimits });
      return agent;
    },
    now,
    elapsed,
    ownOrigin,
    ...timeLimits,
    close: async () => agent?.destroy(),
  };
}
