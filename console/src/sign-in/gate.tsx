import { Languages, Moon, Sun } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changeAppearance, useAppearance } from '../app/preferences.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { useTitle } from '../ui/title.ts';
import './sign-in.css';

/** The frame of the pages before sign-in: a card, and buttons for language and theme. */
export function Gate({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  useTitle(title);
  return (
    <div className="gate">
      <main className="gate-card scrolls">
        <div className="gate-head">
          <img src="/console/icon.svg" width="36" height="36" alt="" />
          <h1>{title}</h1>
          <p className="gate-lead">{lead}</p>
        </div>
        {children}
      </main>
      <GateFoot />
    </div>
  );
}

function GateFoot() {
  const { t } = useTranslation();
  const { language } = useAppearance();
  const dark = getComputedStyle(document.documentElement).colorScheme === 'dark';
  return (
    <footer className="gate-foot">
      <Button variant="plain" small onClick={() => changeAppearance({ language: language === 'en' ? 'zh-CN' : 'en' })}>
        <Languages size={14} />
        {language === 'en' ? '中文' : 'English'}
      </Button>
      <IconButton
        small
        label={t(dark ? 'app.themeLight' : 'app.themeDark')}
        onClick={() => changeAppearance({ theme: dark ? 'light' : 'dark' })}
      >
        {dark ? <Sun size={14} /> : <Moon size={14} />}
      </IconButton>
    </footer>
  );
}
