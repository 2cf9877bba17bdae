import { aftermath, type Calm } from './aftermath.ts';
import type { Attack, Verdict } from './attack.ts';
import { newConnectionLabel, type Seen } from './honest.ts';
import type { Target } from './target.ts';

/** The result of one attack. */
export interface Struck extends Verdict {
  readonly name: string;
  readonly livezLongestMs: number;
  readonly ms: number;
}

const usualSlowestMs = 1000;

/**
 * Runs the attack while honest callers call. Judges the server by what the attack and the honest callers saw, and by what
 * the attack left behind.
 */
export async function strike(target: Target, attack: Attack, calm: Calm): Promise<Struck> {
  const began = performance.now();
  target.measureSlowness();
  target.honest.begin();
  const own = await attack
    .attack(target)
    .catch((error: unknown): Verdict => ({ held: false, says: `it threw ${error}` }));
  const seen = await target.honest.end();
  const slowness = target.isAlive() ? target.slowness() : 1;
  target.acknowledge(seen.made);
  const left = await aftermath(target, calm).catch((error: unknown) => [`judging threw ${error}`]);
  // Checked last, because the exit may be noticed after the calls that it interrupted.
  if (!target.isAlive()) left.unshift('the server ended');
  const faults = [...seenFaults(seen, attack, slowness), ...left];
  const ms = Math.round(performance.now() - began);
  const says = [own.says, ...faults].join('; ');
  return { name: attack.name, held: own.held && faults.length === 0, says, livezLongestMs: seen.livez.longest, ms };
}

function seenFaults(seen: Seen, { slowestLivezMs = usualSlowestMs, shutsOut }: Attack, slowness: number): string[] {
  const { livez, fresh } = seen;
  const faults: string[] = [];
  const slowest = slowestLivezMs * slowness;
  const failures = shutsOut
    ? seen.failures.filter((failure) => !failure.startsWith(newConnectionLabel))
    : seen.failures;
  if (livez.longest > slowest) faults.push(`/livez took up to ${livez.longest} ms`);
  if (!shutsOut && fresh.longest > slowest + 1000 * slowness)
    faults.push(`/livez ${newConnectionLabel} took up to ${fresh.longest} ms`);
  if (faults.length > 0 && slowness > 1.2)
    faults.push(`other programs made the server ${slowness.toFixed(1)} times slower`);
  if (failures.length > 0) faults.push(`${failures.length} honest calls failed, the first one: ${failures[0]}`);
  return faults;
}
