import { useSuspenseQuery } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CatalogContext, indexCatalog } from '../api/catalog.ts';
import { catalogQuery } from '../api/queries.ts';
import { listenToKeys } from '../keys/listen.ts';
import { Palette } from '../keys/palette.tsx';
import { useShortcut } from '../keys/registry.ts';
import { ShortcutSheet } from '../keys/sheet.tsx';
import { useConnected, useLiveUpdates } from '../live/live.ts';
import { Nav } from '../nav/nav.tsx';
import { SignInAgain } from '../sign-in/again.tsx';
import { singleKeysOn } from './preferences.ts';
import './frame.css';

/** The frame around every page of a signed-in agent: navigation, palette, shortcuts, live updates. */
export function Frame() {
  const { t } = useTranslation();
  const connected = useConnected();
  useLiveUpdates();
  useEffect(() => listenToKeys(singleKeysOn), []);
  useGoShortcuts();
  const catalog = useSuspenseQuery(catalogQuery).data;
  const index = useMemo(() => indexCatalog(catalog), [catalog]);
  return (
    <CatalogContext value={index}>
      <div className="frame">
        <a className="skip" href="#main">
          {t('app.skip')}
        </a>
        <Nav />
        <main className="frame-main" id="main" tabIndex={-1}>
          {!connected && <output className="frame-notice">{t('app.offline')}</output>}
          <Outlet />
        </main>
        <Palette />
        <ShortcutSheet />
        <SignInAgain />
      </div>
    </CatalogContext>
  );
}

function useGoShortcuts(): void {
  const navigate = useNavigate();
  const go = (view: string) => navigate({ to: '/w/$view', params: { view }, search: {} });
  useShortcut('goOpen', () => go('open'));
  useShortcut('goMine', () => go('mine'));
  useShortcut('goGroups', () => go('my-groups'));
  useShortcut('goUnassigned', () => go('unassigned'));
  useShortcut('newTicket', () => navigate({ to: '/new' }));
}
