import { useParams } from '@tanstack/react-router';
import { TicketPane } from './pane.tsx';

export function TicketPage() {
  const { number } = useParams({ from: '/signed-in/t/$number' });
  return <TicketPane key={number} number={number} />;
}
