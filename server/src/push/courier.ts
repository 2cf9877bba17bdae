import type { Agent } from 'undici';
import { parseNetwork } from './address.ts';
import { makePushAgent } from './connector.ts';
import type { DeliverOptions } from './deliver.ts';

/** So many requests to one endpoint at once. */
export const perEndpoint = 8;

/** So many requests of one node at once. */
export const perNode = 64;

/** How long each part of a try may take. */
const patience = { nameMs: 2_000, connectMs: 3_000, firstByteMs: 10_000, totalMs: 15_000 };

export interface Courier extends DeliverOptions {
  close(): Promise<void>;
}

/** What tries need: connections of their own and the usual patience. `allow` are networks such as `127.0.0.0/8`. */
export function makeCourier(
  allow: readonly string[],
  { now, elapsed, ownOrigin }: Pick<DeliverOptions, 'now' | 'elapsed' | 'ownOrigin'>,
): Courier {
  const networks = allow.map(parseNetwork).filter((network) => network !== undefined);
  let agent: Agent | undefined;
  return {
    /** Made for the first try. */
    get agent() {
      // Endpoints at one host share its connections: one that hangs must leave enough to the others.
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
