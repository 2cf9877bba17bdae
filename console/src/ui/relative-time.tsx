import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionState } from '../api/session.ts';
import { currentLanguage } from '../words/index.ts';
import { type AgeForm, age, dayOf, instant } from '../words/times.ts';

/** How long ago, with the instant itself on hover and for machines; both in the company's zone. */
export function RelativeTime({ at, form }: { at: number; form?: AgeForm }) {
  const { t } = useTranslation();
  const zone = companyZone();
  const now = useSyncExternalStore(onTick, () => clock);
  return (
    <time className="figures" dateTime={new Date(at).toISOString()} title={instant(at, zone)}>
      {age(at, now, currentLanguage(), zone, form) ?? t('ui.justNow')}
    </time>
  );
}

/** The day, for what happened once and long ago. */
export function Day({ at }: { at: number }) {
  const zone = companyZone();
  return (
    <time className="figures" dateTime={new Date(at).toISOString()} title={instant(at, zone)}>
      {dayOf(at, currentLanguage(), zone)}
    </time>
  );
}

function companyZone(): string {
  return sessionState().session?.company.zone ?? 'Asia/Shanghai';
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
