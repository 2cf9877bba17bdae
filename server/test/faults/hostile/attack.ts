import type { Target } from './target.ts';

/** Whether the server held, and the facts behind it. */
export interface Verdict {
  readonly held: boolean;
  readonly says: string;
}

/** One way to harm a server from outside. */
export interface Attack {
  readonly name: string;
  /** What is done, as the table of docs/measurements/faults.md tells it. */
  readonly does: string;
  /** The longest that `/livez` may take for an honest caller meanwhile, on an idle machine; a second unless given. */
  readonly slowestLivezMs?: number;
  /** Fills every place for connections, so that new ones are refused for a while. */
  readonly shutsOut?: true;
  /** Takes longer than the tests have: it waits for time-outs, or needs its full numbers. */
  readonly isLong?: true;
  attack(server: Target): Promise<Verdict>;
}

/** Holds when every check does; says what was seen, and which checks failed. */
export function verdict(saw: string, checks: Readonly<Record<string, boolean>>): Verdict {
  const failed = Object.entries(checks).flatMap(([name, holds]) => (holds ? [] : [name]));
  const says = failed.length === 0 ? saw : `${saw}; it is not true that ${failed.join(', and that ')}`;
  return { held: failed.length === 0, says };
}
