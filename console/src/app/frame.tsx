import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { listenToKeys } from '../keys/listen.ts';
import { useConnected, useLive } from '../live/live.ts';
import { Nav } from '../nav/nav.tsx';
import { SignInAgain } from '../sign-in/again.tsx';
import { singleKeysOn } from './preferences.ts';
import './frame.css';

/** Around every page of whoever is signed in. */
export function Frame() {
  const { t } = useTranslation();
  const connected = useConnected();
  useLive();
  useEffect(() => listenToKeys(singleKeysOn), []);
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <Nav />
      <main className="frame-main" id="main" tabIndex={-1}>
        {!connected && <output className="frame-notice">{t('app.offline')}</output>}
        <Outlet />
      </main>
      <SignInAgain />
    </div>
  );
}
