import type { Place } from '../strike/serving.ts';
import { type Calm, lookAtCalm } from './aftermath.ts';
import type { Attack } from './attack.ts';
import { furnishTarget } from './installation.ts';
import { startReceivers } from './receivers.ts';
import { type Struck, strike } from './strike.ts';
import { startTarget, type Target, type TargetOptions } from './target.ts';

/** The ground of the attacks: an installation that is attacked repeatedly. */
export interface Ground {
  /**
   * Attacks the running server. Starts one for the first attack, and after an attack that the server did not withstand.
   */
  strike(attack: Attack): Promise<Struck>;
  close(): Promise<void>;
}

export type GroundOptions = Pick<TargetOptions, 'isShort' | 'preload'>;

/** Makes the companies in the empty place and starts the receivers of pushes. */
export async function openGround(place: Place, options: GroundOptions): Promise<Ground> {
  const receivers = await startReceivers();
  const acknowledged: string[] = [];
  let running: { target: Target; calm: Calm } | undefined;
  await furnishTarget(place, receivers.addresses);

  /** Starts a server, calls it as honest callers do, and then measures what it holds when idle. */
  async function start() {
    const target = await startTarget(place, { ...options, receivers, acknowledged });
    await target.client.get_data_dict();
    return { target, calm: lookAtCalm(target) };
  }

  async function stop(): Promise<void> {
    await running?.target.stop();
    running = undefined;
  }

  return {
    async strike(attack) {
      running ??= await start();
      const struck = await strike(running.target, attack, running.calm);

      if (!struck.held) await stop();
      return struck;
    },
    async close() {
      await stop();
      await receivers.close();
    },
  };
}
