import type { LiveNotices } from '@gongdan/contract/console';
import { Link } from '@tanstack/react-router';
import { Copy, Maximize2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../api/types.ts';
import { IconButton } from '../ui/button.tsx';
import { toast } from '../ui/toast.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { AssignMenu } from './assign-menu.tsx';
import { MoreMenu } from './more-menu.tsx';
import { People } from './people.tsx';
import { LevelMenu, StatusMenu } from './property-menus.tsx';
import { Reminder } from './reminder.tsx';
import { TicketTitle } from './title.tsx';
import type { Updates } from './updates.ts';
import './head.css';

interface HeadProps {
  readonly ticket: Ticket;
  readonly updates: Updates;
  readonly people: LiveNotices['presence']['people'];
  readonly onClose: (() => void) | undefined;
}

export function TicketHead({ ticket, updates, people, onClose }: HeadProps) {
  const { t } = useTranslation();
  const copy = async () => {
    await navigator.clipboard?.writeText(ticket.number);
    toast('done', t('ticket.copied', { number: ticket.number }));
  };
  return (
    <header className="ticket-head">
      <div className="ticket-head-line">
        <Tooltip text={t('ticket.copyNumber')}>
          <button type="button" className="ticket-number figures" onClick={copy}>
            {ticket.number}
            <Copy size={12} aria-hidden="true" />
          </button>
        </Tooltip>
        <span className="ticket-head-end">
          <People people={people} />
          <Reminder ticket={ticket} />
          <MoreMenu ticket={ticket} updates={updates} />
          {onClose && (
            <Tooltip text={t('ticket.fullPage')}>
              <Link
                className="button button-plain button-icon button-small"
                aria-label={t('ticket.fullPage')}
                to="/t/$number"
                params={{ number: ticket.number }}
              >
                <Maximize2 size={14} />
              </Link>
            </Tooltip>
          )}
          {onClose && (
            <IconButton small label={t('ticket.close')} shortcut="Escape" onClick={onClose}>
              <X size={16} />
            </IconButton>
          )}
        </span>
      </div>
      <TicketTitle ticket={ticket} updates={updates} />
      <div className="ticket-properties">
        <StatusMenu ticket={ticket} updates={updates} />
        <LevelMenu ticket={ticket} updates={updates} />
        <AssignMenu ticket={ticket} updates={updates} />
      </div>
    </header>
  );
}
