import type { Target } from './target.ts';

/** The judgement of an attack: whether the server withstood it, and what was observed. */
export interface Verdict {
  readonly held: boolean;
  readonly says: string;
}

/** An attack on a server from outside. */
export interface Attack {
  readonly name: string;
  /** What the attack does, for the table of docs/measurements/faults.md. */
  readonly does: string;
  /** The longest that `/livez` may take for an honest caller, on an idle machine; by default a second. */
  readonly slowestLivezMs?: number;
  /** True when the attack uses up all connections, so that new ones are refused for a while. */
  readonly shutsOut?: true;
  /** True when the attack is too long for the tests: it waits for time-outs, or needs its full numbers. */
  readonly isLong?: true;
  attack(server: Target): Promise<Verdict>;
}

/** Makes a verdict: the server held when every check did. It says what was seen and which checks failed. */
export function verdict(saw: string, checks: Readonly<Record<string, boolean>>): Verdict {
  const failed = Object.entries(checks).flatMap(([name, holds]) => (holds ? [] : [name]));
  const says = failed.length === 0 ? saw : `${saw}; it is not true that ${failed.join(', and that ')}`;
  return { held: failed.length === 0, says };
}
