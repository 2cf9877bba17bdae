import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionState } from '../api/session.ts';
import { currentLanguage } from '../words/index.ts';
import { type AgeForm, ageText, dayText, instantText } from '../words/times.ts';

/** Shows how long ago an instant was, and the instant itself, in the company's zone, on hover. */
export function RelativeTime({ at, form }: { at: number; form?: AgeForm }) {
  const { t } = useTranslation();
  const zone = companyZone();
  const now = useSyncExternalStore(onTick, () => clock);
  return (
    <time className="figures" dateTime={new Date(at).toISOString()} title={instantText(at, zone)}>
      {ageText(at, now, currentLanguage(), zone, form) ?? t('ui.justNow')}
    </time>
  );
}

/** Shows the day of an instant. */
export function Day({ at }: { at: number }) {
  const zone = companyZone();
  return (
    <time className="figures" dateTime={new Date(at).toISOString()} title={instantText(at, zone)}>
      {dayText(at, currentLanguage(), zone)}
    </time>
  );
}

function companyZone(): string {
  return sessionState().session?.company.zone ?? 'Asia/Shanghai';
}

/** All ages share one clock. It ticks every 20 s, since the smallest unit shown is a minute. */
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
