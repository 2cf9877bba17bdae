import { Link } from '@tanstack/react-router';
import { PanelLeftClose, PanelLeftOpen, Plus, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sessionState } from '../api/session.ts';
import { runShortcut } from '../keys/registry.ts';
import { buttonClass, IconButton } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { Account } from './account.tsx';
import { NavViews } from './views.tsx';

interface SideNavProps {
  /** True while the side bar is collapsed and shows only icons. */
  readonly collapsed: boolean;
  /** Absent in the drawer, which cannot be collapsed. */
  readonly onToggle?: () => void;
  /** Is called when a link or the search is chosen, so that the drawer can close. */
  readonly onPick?: () => void;
}

export function SideNav({ collapsed, onToggle, onPick }: SideNavProps) {
  const { t } = useTranslation();
  const company = sessionState().session?.company.name ?? '';
  const Toggle = collapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav className={classes('nav', collapsed && 'nav-collapsed')} aria-label={t('views.title')}>
      <div className="nav-head">
        <img src="/console/icon.svg" width="24" height="24" alt={collapsed ? company : ''} />
        {!collapsed && <span className="nav-company truncate">{company}</span>}
        {onToggle !== undefined && (
          <IconButton small label={t('app.menu')} aria-expanded={!collapsed} onClick={onToggle}>
            <Toggle size={16} />
          </IconButton>
        )}
      </div>
      <NavActions collapsed={collapsed} onPick={onPick} />
      <NavViews collapsed={collapsed} {...(onPick === undefined ? {} : { onPick })} />
      <div className="nav-foot">
        <Account small={collapsed} />
      </div>
    </nav>
  );
}

function NavActions({ collapsed, onPick }: { collapsed: boolean; onPick: (() => void) | undefined }) {
  const { t } = useTranslation();
  const search = () => {
    onPick?.();
    runShortcut('search');
  };
  return (
    <div className="nav-actions">
      <Tooltip text={t('app.newTicket')} shortcut="c">
        <Link
          className={buttonClass(undefined, false, false, collapsed ? 'button-icon' : '')}
          to="/new"
          onClick={onPick}
        >
          <Plus size={16} />
          <span className={collapsed ? 'unseen' : ''}>{t('app.newTicket')}</span>
        </Link>
      </Tooltip>
      <IconButton label={t('app.search')} shortcut="/" onClick={search}>
        <Search size={16} />
      </IconButton>
    </div>
  );
}
