import { Keyboard, LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { sessionState } from '../api/session.ts';
import {
  changeAppearance,
  type Density,
  setSingleKeys,
  type Theme,
  useAppearance,
  useSingleKeys,
} from '../app/preferences.ts';
import { runShortcut } from '../keys/registry.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator, MenuSwitch } from '../ui/menu.tsx';
import { toast } from '../ui/toast.tsx';
import { faultText } from '../words/faults.ts';
import type { Language } from '../words/index.ts';

const roles = { agent: 'app.role.agent', supervisor: 'app.role.supervisor', admin: 'app.role.admin' } as const;
const languages: readonly { value: Language; text: string }[] = [
  { value: 'zh-CN', text: '简体中文' },
  { value: 'en', text: 'English' },
];

/** Shows the signed-in agent, with a menu of preferences and "sign out". */
export function Account({ small }: { small: boolean }) {
  const { t } = useTranslation();
  const session = sessionState().session;
  if (session === null) return null;
  const { agent } = session;
  const name = agent.nick || agent.name;
  const trigger = (
    <button type="button" className="account">
      <Avatar name={name} id={agent.id} face={agent.face} large />
      <span className="unseen">{small ? `${t('app.account')}: ${name}` : t('app.account')}</span>
      {!small && (
        <span className="account-who">
          <span className="truncate">{name}</span>
          <span className="account-role truncate">{t(roles[agent.role])}</span>
        </span>
      )}
    </button>
  );
  return (
    <Menu trigger={trigger}>
      <AppearanceChoices />
      <MenuSeparator />
      <MenuItem icon={<Keyboard size={16} />} shortcut="?" onSelect={() => runShortcut('sheet')}>
        {t('app.shortcuts')}
      </MenuItem>
      <MenuItem icon={<LogOut size={16} />} onSelect={() => signOut((error) => toast('failed', faultText(error, t)))}>
        {t('app.signOut')}
      </MenuItem>
    </Menu>
  );
}

function AppearanceChoices() {
  const { t } = useTranslation();
  const { theme, density, language } = useAppearance();
  const singleKeys = useSingleKeys();
  const themes: readonly { value: Theme; text: string }[] = [
    { value: 'system', text: t('app.themeSystem') },
    { value: 'light', text: t('app.themeLight') },
    { value: 'dark', text: t('app.themeDark') },
  ];
  const densities: readonly { value: Density; text: string }[] = [
    { value: 'comfortable', text: t('app.densityComfortable') },
    { value: 'compact', text: t('app.densityCompact') },
  ];
  return (
    <>
      <MenuChoice
        label={t('app.language')}
        value={language}
        options={languages}
        onChange={(next) => changeAppearance({ language: next })}
      />
      <MenuSeparator />
      <MenuChoice
        label={t('app.theme')}
        value={theme}
        options={themes}
        onChange={(next) => changeAppearance({ theme: next })}
      />
      <MenuSeparator />
      <MenuChoice
        label={t('app.density')}
        value={density}
        options={densities}
        onChange={(next) => changeAppearance({ density: next })}
      />
      <MenuSeparator />
      <MenuSwitch checked={singleKeys} onChange={setSingleKeys}>
        {t('app.singleKeys')}
      </MenuSwitch>
    </>
  );
}

/** Signs out and reloads the page, so that the memory holds no data of this agent when another one signs in. */
async function signOut(onFailure: (error: unknown) => void): Promise<void> {
  try {
    await call('signOut', {});
    location.assign('/console/sign-in');
  } catch (error) {
    onFailure(error);
  }
}
