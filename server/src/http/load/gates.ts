import type { Config } from '../../config/config.ts';
import { type AppOf, Gate } from './gate.ts';
import { type Kind, kinds, mostOf } from './limits.ts';
import { type Memory, makeMemory } from './memory.ts';

/** The gates of all kinds of work. The wire's calls and the console's share the one set. */
export interface Gates {
  readonly of: (kind: Kind) => Gate;
  /** The memory held by waiting calls, at the gates and in the lanes. */
  readonly memory: Memory;
  /** Calls the listener whenever a place becomes free that no request at the gate waits for. */
  onRoom(listener: () => void): void;
}

export function makeGates(config: Config, appOf: AppOf): Gates {
  const most = mostOf(config);
  const memory = makeMemory(config.waitMemory);
  const listeners: (() => void)[] = [];
  const tellRoom = () => {
    for (const listener of listeners) listener();
  };
  const rules = { appOf, memory, waitMs: config.waitMs, bodyLimit: config.bodyLimit, tellRoom };
  const gates = new Map(kinds.map((kind) => [kind, new Gate(most[kind], { ...rules, ...shareOf(kind, most[kind]) })]));
  return {
    of: (kind) => gates.get(kind)!,
    memory,
    onRoom: (listener) => listeners.push(listener),
  };
}

/**
 * An upload keeps its place as long as its client takes, minutes if it is slow, so one app gets at most half of them.
 * The lane does not check for room: an upload without a token is refused before it needs a place, and others wait at
 * the gate.
 */
function shareOf(kind: Kind, most: number): { readonly mostOfApp: number } | undefined {
  return kind === 'uploads' ? { mostOfApp: Math.max(1, Math.floor(most / 2)) } : undefined;
}
