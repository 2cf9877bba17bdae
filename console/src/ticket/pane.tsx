import { useTranslation } from 'react-i18next';
import { useTicket } from '../api/queries.ts';
import { EmptyState, SkeletonLines } from '../ui/states.tsx';
import { faultText } from '../words/faults.ts';

interface TicketPaneProps {
  readonly number: string;
  /** Left out where the ticket is the page. */
  readonly onClose?: () => void;
}

/** A ticket beside the list, or as a page of its own. */
export function TicketPane({ number }: TicketPaneProps) {
  const { t } = useTranslation();
  const { data: ticket, error } = useTicket(number);
  if (error !== null && ticket === undefined) return <EmptyState title={faultText(error, t)} />;
  if (ticket === undefined) return <SkeletonLines lines={8} />;
  return <h1>{ticket.title}</h1>;
}
