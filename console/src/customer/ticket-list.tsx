import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCatalogIndex } from '../api/catalog.ts';
import type { TicketRow } from '../api/types.ts';
import { StatusMark } from '../ui/marks.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import './ticket-list.css';

interface TicketListProps {
  readonly label: string;
  readonly tickets: readonly TicketRow[];
}

/** Lists tickets by title, as links to their pages. */
export function CustomerTickets({ label, tickets }: TicketListProps) {
  const { t } = useTranslation();
  const { status } = useCatalogIndex();
  if (tickets.length === 0) return null;
  return (
    <ul className="customer-tickets" aria-label={label}>
      {tickets.map((ticket) => (
        <li key={ticket.id}>
          <Link className="customer-ticket" to="/t/$number" params={{ number: ticket.number }}>
            <StatusMark
              type={status.get(ticket.status)?.type ?? 1}
              label={status.get(ticket.status)?.name ?? t('ticket.property.status')}
            />
            <span className="truncate">{ticket.title}</span>
            <span className="customer-ticket-end">
              <span className="customer-ticket-number figures">{ticket.number}</span>
              <RelativeTime at={ticket.updatedAt} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
