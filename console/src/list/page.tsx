import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { TicketPane } from '../ticket/pane.tsx';

export function ListPage() {
  const { view } = useParams({ from: '/signed-in/w/$view' });
  const { t: number } = useSearch({ from: '/signed-in/w/$view' });
  const navigate = useNavigate();
  const close = () => navigate({ to: '/w/$view', params: { view }, search: ({ t: _, ...rest }) => rest });
  return number === undefined ? null : <TicketPane key={number} number={number} onClose={close} />;
}
