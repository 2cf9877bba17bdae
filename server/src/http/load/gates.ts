import type { Config } from '../../config/config.ts';
import { type AppOf, Gate } from './gate.ts';
import { type Kind, kinds, mostOf } from './limits.ts';
import { type Memory, makeMemory } from './memory.ts';

/** The gates of all kinds of work. The calls of the wire and those of the console share one set. */
export interface Gates {
  readonly of: (kind: Kind) => Gate;
  /** The memory held by waiting calls, at the gates and in the lanes. */
  readonly memory: Memory;
  /** Calls the listener whenever a place becomes free and no request at the gate can take it. */
  onRoom(listener: () => void): void;
}

export function makeGates(config: Config, appOf: AppOf): Gates {
  const most = mostOf(config);
  const memory = makeMemory(config.waitMemory);
  const listeners: (() => void)[] = [];
  const tellListeners = () => {
    for (const listener of listeners) listener();
  };
  const rules = { appOf, memory, waitMs: config.waitMs, bodyLimit: config.bodyLimit, onRoom: tellListeners };
  const gates = new Map(kinds.map((kind) => [kind, new Gate(most[kind], { ...rules, ...shareOf(kind, most[kind]) })]));
  return {
    of: (kind) => gates.get(kind)!,
    memory,
    onRoom: (listener) => listeners.push(listener),
  };
}

/**
 * Returns the bound on the calls of one app; undefined for every kind but uploads. An upload occupies its place until
 * its client has sent the file, which can take minutes, so one app gets at most half of the places.
 *
 * With this bound the lane of uploads does not wait for free places (see `hasRoom`). An upload without a token is
 * refused before it needs a place, and the other uploads wait at the gate.
 */
function shareOf(kind: Kind, most: number): { readonly mostOfApp: number } | undefined {
  return kind === 'uploads' ? { mostOfApp: Math.max(1, Math.floor(most / 2)) } : undefined;
}
