import { Link } from '@tanstack/react-router';
import { CircleUserRound, Menu as MenuIcon, Plus, Search } from 'lucide-react';
import { Dialog as Parts } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { runShortcut } from '../keys/registry.ts';
import { buttonClass, IconButton } from '../ui/button.tsx';
import { Account } from './account.tsx';
import { SideNav } from './side-nav.tsx';

/** The navigation on a phone: views in a drawer, my tickets, new ticket, search, account. */
export function BottomBar() {
  const { t } = useTranslation();
  const [drawer, setDrawer] = useState(false);
  const plainIcon = buttonClass('plain', false, false, 'button-icon');
  return (
    <nav className="bottom-bar" aria-label={t('app.menu')}>
      <IconButton label={t('views.title')} onClick={() => setDrawer(true)}>
        <MenuIcon size={20} />
      </IconButton>
      <Link className={plainIcon} to="/w/$view" params={{ view: 'mine' }} search={{}} aria-label={t('views.mineOpen')}>
        <CircleUserRound size={20} />
      </Link>
      <Link className={plainIcon} to="/new" aria-label={t('app.newTicket')}>
        <Plus size={22} />
      </Link>
      <IconButton label={t('app.search')} onClick={() => runShortcut('search')}>
        <Search size={20} />
      </IconButton>
      <Account small />
      <Drawer open={drawer} onClose={() => setDrawer(false)} />
    </nav>
  );
}

function Drawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Parts.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Parts.Portal>
        <div className="dialog-veil" />
        <Parts.Content className="drawer" aria-describedby={undefined} onOpenAutoFocus={focusItself}>
          <Parts.Title className="unseen">{t('views.title')}</Parts.Title>
          <SideNav collapsed={false} onPick={onClose} />
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  );
}

/** Focuses the drawer itself: a focused link in it would show its tooltip at once. */
function focusItself(event: Event): void {
  event.preventDefault();
  (event.currentTarget as HTMLElement).focus();
}
