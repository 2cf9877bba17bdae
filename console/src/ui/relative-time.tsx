import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionState } from '../api/session.ts';
import { currentLanguage } from '../words/index.ts';
import { age, ageHolds, instant } from '../words/times.ts';

/** How long ago, with the instant itself on hover and for machines; both in the company's zone. */
export function RelativeTime({ at }: { at: number }) {
  useTranslation();
  const zone = sessionState().session?.company.zone ?? 'Asia/Shanghai';
  const now = useNow(at);
  return (
    <time className="figures" dateTime={new Date(at).toISOString()} title={instant(at, zone)}>
      {age(at, now, currentLanguage(), zone)}
    </time>
  );
}

/** Now, renewed whenever the age of `at` reads differently. */
function useNow(at: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), ageHolds(at, now));
    return () => clearTimeout(timer);
  }, [at, now]);
  return now;
}
