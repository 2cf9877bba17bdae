import { History } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readOlderEvents, readOlderReplies } from '../api/queries.ts';
import type { Ticket } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { toast } from '../ui/toast.tsx';
import { faultText } from '../words/faults.ts';
import type { OlderPages } from './timeline.ts';

interface OlderProps {
  readonly ticket: Ticket;
  readonly older: OlderPages;
  /** Is called right before older entries are inserted, so that the scroll position can be kept. */
  readonly hold: () => void;
  /** Is called with the number of entries that were loaded. */
  readonly onLoaded: (count: number) => void;
}

/** Loads the page before the entries shown. The button stays mounted while it loads, so that it keeps the focus. */
export function OlderButton({ ticket, older, hold, onLoaded }: OlderProps) {
  const { t } = useTranslation();
  const [loading, setLoading] = useState(false);
  const load = async () => {
    if (loading) return;
    setLoading(true);
    try {
      const pages = [older.replies && readOlderReplies(ticket), older.events && readOlderEvents(ticket)];
      const read = (await Promise.all(pages)).filter((page) => page !== null && page !== false);
      hold();
      for (const { put } of read) put();
      onLoaded(read.reduce((sum, { length }) => sum + length, 0));
    } catch (error) {
      toast('failed', faultText(error, t));
    } finally {
      setLoading(false);
    }
  };
  const text = older.count === undefined ? t('ticket.older') : t('ticket.olderCount', { count: older.count });
  return (
    <Button small aria-busy={loading} onClick={load}>
      <History size={14} />
      {loading ? t('app.loading') : text}
    </Button>
  );
}
