import { useSyncExternalStore } from 'react';
import { sessionState } from '../api/session.ts';
import { currentLanguage } from '../words/index.ts';
import { age, instant } from '../words/times.ts';

/** How long ago, with the instant itself on hover and for machines; both in the company's zone. */
export function RelativeTime({ at }: { at: number }) {
  const zone = sessionState().session?.company.zone ?? 'Asia/Shanghai';
  const now = useSyncExternalStore(onTick, () => clock);
  return (
    <time className="figures" dateTime={new Date(at).toISOString()} title={instant(at, zone)}>
      {age(at, now, currentLanguage(), zone)}
    </time>
  );
}

/** One clock for all: ages are told in minutes. */
let clock = Date.now();
const ticking = new Set<() => void>();

setInterval(() => {
  clock = Date.now();
  for (const tick of ticking) tick();
}, 20_000);

function onTick(tick: () => void): () => void {
  ticking.add(tick);
  return () => ticking.delete(tick);
}
