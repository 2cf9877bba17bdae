import { Problem } from '../errors.ts';

const windowMs = 60_000;
const freeInWindow = 20;
const stepMs = 1000;
const longestMs = 3000;
const mostApps = 10_000;

/** Slows guessing down: after twenty wrong signs of an app within a minute its attempts get a turn each second. */
export interface WrongSigns {
  count(appId: string): void;
  /** How long this attempt waits for its turn; throws Problem `rate_limited` when too many wait already. */
  delayOf(appId: string): number;
}

interface Record {
  times: number[];
  nextTurnAt: number;
}

export function wrongSigns(now: () => number): WrongSigns {
  const records = new Map<string, Record>();
  return {
    count(appId) {
      const record = records.get(appId) ?? { times: [], nextTurnAt: 0 };
      const at = now();
      record.times = [...record.times.filter((time) => time > at - windowMs), at].slice(-freeInWindow);
      if (records.size >= mostApps) records.clear();
      records.set(appId, record);
    },
    delayOf(appId) {
      const record = records.get(appId);
      const at = now();
      if (!record || record.times.length < freeInWindow || record.times[0]! <= at - windowMs) return 0;
      const turnAt = Math.max(at, record.nextTurnAt) + stepMs;
      if (turnAt - at > longestMs) throw new Problem('rate_limited', 'too many wrong signatures, try again later');
      record.nextTurnAt = turnAt;
      return turnAt - at;
    },
  };
}
