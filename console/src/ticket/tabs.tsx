import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../api/types.ts';
import { Tabs } from '../ui/tabs.tsx';
import { countText } from '../words/count-text.ts';
import type { Tab } from './timeline.ts';

export type TicketTab = Tab | 'details';

interface TicketTabsProps {
  readonly ticket: Ticket;
  readonly tab: TicketTab;
  readonly narrow: boolean;
  readonly onChange: (tab: TicketTab) => void;
  readonly children: ReactNode;
}

export function TicketTabs({ ticket, tab, narrow, onChange, children }: TicketTabsProps) {
  const { t } = useTranslation();
  const tabs = [
    { value: 'conversation' as const, text: t('ticket.tab.conversation'), count: countText(ticket.replyCount) },
    { value: 'all' as const, text: t('ticket.tab.all') },
    // Every event raises the version by one, so the version is the number of entries in the update log.
    { value: 'log' as const, text: t('ticket.tab.log'), count: String(ticket.version) },
    ...(narrow ? [{ value: 'details' as const, text: t('ticket.tab.details') }] : []),
  ];
  return (
    <div className="ticket-tabs">
      <Tabs label={t('ticket.tabs')} value={tab} onChange={onChange} tabs={tabs}>
        {children}
      </Tabs>
    </div>
  );
}
