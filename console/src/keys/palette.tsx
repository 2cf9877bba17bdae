import { useSuspenseQuery } from '@tanstack/react-query';
import { type NavigateFn, useNavigate } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { Hash, UserRound, Zap } from 'lucide-react';
import { Dialog as Parts } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogIndex } from '../api/catalog.ts';
import { useCustomerSearch } from '../api/customers.ts';
import { viewsQuery } from '../api/queries.ts';
import { ViewIcon } from '../nav/view-icon.tsx';
import { viewName } from '../nav/view-names.ts';
import { Kbd } from '../ui/kbd.tsx';
import { matchingOptions, type Option, Picker } from '../ui/picker.tsx';
import { actionNames } from './names.ts';
import { runShortcut, useActiveShortcuts, useShortcut } from './registry.ts';
import { type ShortcutName, shortcutOf } from './table.ts';
import './sheet.css';

type Mode = 'commands' | 'search';

/** Finds an action, a view, a ticket by number or a customer. Ctrl+K offers all of these, "/" all but the actions. */
export function Palette() {
  const { t } = useTranslation();
  const [mode, setMode] = useState<Mode>();
  useShortcut('palette', () => setMode('commands'));
  useShortcut('search', () => setMode('search'));
  return (
    <Parts.Root open={mode !== undefined} onOpenChange={(open) => !open && setMode(undefined)}>
      <Parts.Portal>
        <div className="dialog-veil" />
        <Parts.Content
          className="palette"
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <Parts.Title className="unseen">{t('keys.palette')}</Parts.Title>
          {mode !== undefined && <Entries mode={mode} onDone={() => setMode(undefined)} />}
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  );
}

interface Entry extends Option {
  readonly act: () => unknown;
}

function Entries({ mode, onDone }: { mode: Mode; onDone: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const actions = useActions(t);
  const entries = [
    ...numberEntries(text, navigate, t),
    ...(mode === 'commands' ? matchingOptions(actions, text) : []),
    ...matchingOptions(useViews(navigate, t), text),
    ...useCustomers(text, navigate),
  ] as Entry[];
  const pick = (value: string) => {
    onDone();
    // The action runs a frame later, when the palette has closed. While it is open, Radix keeps the focus inside it and
    // would take the focus back from whatever the action focuses.
    requestAnimationFrame(() => entries.find((entry) => entry.value === value)?.act());
  };
  const placeholder = mode === 'commands' ? t('keys.paletteHint') : t('keys.action.search');
  return (
    <Picker
      label={t('keys.palette')}
      placeholder={placeholder}
      options={entries}
      selected={[]}
      onSearch={setText}
      onPick={pick}
    />
  );
}

function numberEntries(text: string, navigate: NavigateFn, t: TFunction): Entry[] {
  const number = text.trim().replace(/^#/, '');
  // A ticket's number has 14 to 18 digits. This test only leaves out a text without a digit or with several words.
  if (!/^[\w-]+$/.test(number) || !/\d/.test(number)) return [];
  const act = () => navigate({ to: '/t/$number', params: { number } });
  return [{ value: `number ${number}`, text: t('keys.openNumber', { number }), icon: <Hash size={16} />, act }];
}

function useActions(t: TFunction): Entry[] {
  const offered = useActiveShortcuts().filter((name) => !unoffered.has(name));
  return offered.map((name) => ({
    value: `action ${name}`,
    text: t(actionNames[name]),
    icon: <Zap size={16} />,
    end: <Kbd keys={shortcutOf(name).keys} />,
    act: () => runShortcut(name),
  }));
}

/**
 * Shortcuts that the palette does not list. `palette` and `search` would open the palette again. The shortcuts to views
 * are left out, because the palette lists the views themselves. `back` and `send` are meant for the page or form that
 * had the focus before.
 */
const unoffered = new Set<ShortcutName>([
  'palette',
  'search',
  'back',
  'goOpen',
  'goMine',
  'goGroups',
  'goUnassigned',
  'send',
]);

function useViews(navigate: NavigateFn, t: TFunction): Entry[] {
  const index = useCatalogIndex();
  const views = useSuspenseQuery(viewsQuery).data;
  return views.map((view) => ({
    value: `view ${view.id}`,
    text: viewName(view, index, t),
    icon: <ViewIcon view={view} index={index} />,
    act: () => navigate({ to: '/w/$view', params: { view: view.id }, search: {} }),
  }));
}

function useCustomers(text: string, navigate: NavigateFn): Entry[] {
  const { data = [] } = useCustomerSearch(text);
  return data.map((customer) => ({
    value: `customer ${customer.id}`,
    text: customer.nick,
    hint: [customer.enterprise, ...customer.phones, ...customer.emails].filter(Boolean).slice(0, 3).join(' · '),
    icon: <UserRound size={16} />,
    act: () => navigate({ to: '/customers/$id', params: { id: customer.id } }),
  }));
}
