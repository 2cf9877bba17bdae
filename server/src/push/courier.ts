import type { Agent } from 'undici';
import { parseNetwork } from './address.ts';
import { makePushAgent } from './connector.ts';
import type { DeliverOptions } from './deliver.ts';

/** The most concurrent requests of a node to one endpoint. */
export const perEndpoint = 8;

/** The most concurrent requests of a node. */
export const perNode = 64;

/** The time limits of a try. */
const patience = { nameMs: 2_000, connectMs: 3_000, firstByteMs: 10_000, totalMs: 15_000 };

export interface Courier extends DeliverOptions {
  close(): Promise<void>;
}

/** Makes what `deliver` needs: a connection pool and the time limits. `allow` lists networks such as `127.0.0.0/8`. */
export function makeCourier(
  allow: readonly string[],
  { now, elapsed, ownOrigin }: Pick<DeliverOptions, 'now' | 'elapsed' | 'ownOrigin'>,
): Courier {
  const networks = allow.map(parseNetwork).filter((network) => network !== undefined);
  let agent: Agent | undefined;
  return {
    /** Created by the first try. */
    get agent() {
      // Endpoints at one host share its pool, so it has as many connections as the node may use: one that hangs holds 8.
      agent ??= makePushAgent({ allow: networks, connections: perNode, ...patience });
      return agent;
    },
    now,
    elapsed,
    ownOrigin,
    ...patience,
    close: async () => agent?.destroy(),
  };
}
