import { Ellipsis, Link2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deletedStatusType, useCatalogIndex, useIsDeleted } from '../api/catalog.ts';
import { sessionState } from '../api/session.ts';
import type { Ticket } from '../api/types.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { toast } from '../ui/toast.tsx';
import type { Updates } from './updates.ts';
import { useSetProperties } from './use-set-properties.ts';

/** The menu of rare actions. Only supervisors and admins may delete a ticket, after a confirmation. */
export function MoreMenu({ ticket, updates }: { ticket: Ticket; updates: Updates }) {
  const { t } = useTranslation();
  const { catalog } = useCatalogIndex();
  const [asking, setAsking] = useState(false);
  const set = useSetProperties(updates);
  const deletedStatus = catalog.statuses.find((one) => one.type === deletedStatusType);
  const deleted = useIsDeleted(ticket);
  const mayDelete = sessionState().session?.agent.role !== 'agent' && !deleted;
  const copyLink = async () => {
    const path = `/console/t/${ticket.number}`;
    await navigator.clipboard?.writeText(new URL(path, location.href).href);
    toast('done', t('ticket.linkCopied'));
  };
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton small label={t('ticket.more')}>
            <Ellipsis size={16} />
          </IconButton>
        }
      >
        <MenuItem icon={<Link2 size={14} />} onSelect={copyLink}>
          {t('ticket.copyLink')}
        </MenuItem>
        {mayDelete && deletedStatus && (
          <MenuItem danger icon={<Trash2 size={14} />} onSelect={() => setAsking(true)}>
            {t('ticket.delete')}
          </MenuItem>
        )}
      </Menu>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('ticket.deleteTitle', { number: ticket.number })}
        lead={t('ticket.deleteLead')}
        foot={
          <>
            <Button onClick={() => setAsking(false)}>{t('ui.cancel')}</Button>
            <Button
              variant="danger"
              onClick={() => {
                setAsking(false);
                if (deletedStatus) set({ status: deletedStatus.code });
              }}
            >
              {t('ticket.delete')}
            </Button>
          </>
        }
      >
        <p>{ticket.title}</p>
      </Dialog>
    </>
  );
}
