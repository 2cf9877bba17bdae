import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useTicket } from '../api/queries.ts';
import { EmptyState, SkeletonLines } from '../ui/states.tsx';
import { faultText } from '../words/faults.ts';
import { TicketView } from './view.tsx';

interface TicketPaneProps {
  readonly number: string;
  /** Absent if the ticket fills the page. */
  readonly onClose?: () => void;
}

/** Shows a ticket beside the list, or as a page of its own. */
export function TicketPane({ number, onClose }: TicketPaneProps) {
  const { t } = useTranslation();
  const { data: ticket, error } = useTicket(number);
  useTitle(onClose === undefined && ticket ? `${ticket.number} ${ticket.title}` : undefined);
  if (error !== null && ticket === undefined) return <EmptyState title={faultText(error, t)} />;
  if (ticket === undefined) return <SkeletonLines lines={8} />;
  return <TicketView key={ticket.id} ticket={ticket} onClose={onClose} />;
}

/** Sets the title of the window while the component is mounted; undefined leaves it unchanged. */
function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title === undefined) return;
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}
