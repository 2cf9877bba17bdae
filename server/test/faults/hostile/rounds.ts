import type { Place } from '../strike/serving.ts';
import type { Attack } from './attack.ts';
import { openGround } from './ground.ts';
import type { Struck } from './strike.ts';

export interface RoundsOptions {
  readonly attacks: readonly Attack[];
  /** After this time no further attack begins. The first round is always complete. */
  readonly seconds: number;
  readonly isShort: boolean;
  readonly onStruck: (struck: Struck) => void;
}

/** Runs all attacks against one installation, round after round. */
export async function attackInRounds(place: Place, options: RoundsOptions): Promise<Struck[]> {
  const { attacks, seconds, isShort, onStruck } = options;
  const ground = await openGround(place, { isShort });
  const struck: Struck[] = [];
  const until = performance.now() + seconds * 1000;
  try {
    for (let round = 1; round === 1 || performance.now() < until; round += 1) {
      for (const attack of attacks) {
        if (round > 1 && performance.now() > until) break;
        const outcome = await ground.strike(attack);
        struck.push(outcome);
        onStruck(outcome);
      }
    }
    return struck;
  } finally {
    await ground.close();
  }
}
