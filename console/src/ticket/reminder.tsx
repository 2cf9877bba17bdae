import { BellRing } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { useCatalogIndex } from '../api/catalog.ts';
import { queryClient } from '../api/queries.ts';
import type { Ticket } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Textarea } from '../ui/fields.tsx';
import { Popover } from '../ui/popover.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { toast } from '../ui/toast.tsx';
import { faultText } from '../words/faults.ts';
import { newRequestKey } from './request-key.ts';

/** A ticket whose status has this type or a higher one takes no reminder: 6 is closed, 7 deleted. */
const firstEnded = 6;

/**
 * Shows the number of reminders, the last five of the loaded ones with author and time, and a form for another
 * reminder.
 */
export function Reminder({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const { status } = useCatalogIndex();
  const [open, setOpen] = useState(false);
  const reminders = ticket.events.filter((event) => event.kind === 'reminded').reverse();
  const ended = (status.get(ticket.status)?.type ?? 1) >= firstEnded;
  const count = ticket.reminderCount;
  const text = count === 0 ? t('ticket.remind') : t('ticket.remindedTimes', { count });
  const trigger = (
    <Button small variant="plain" className={count > 0 ? 'reminded' : ''}>
      <BellRing size={14} />
      <span className="reminder-text">{text}</span>
    </Button>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} label={t('ticket.remind')} align="end" trigger={trigger}>
      <div className="reminder">
        {reminders.length > 0 && (
          <ul className="reminder-list">
            {reminders.slice(0, 5).map((event) => (
              <li key={event.id}>
                <strong>{event.actor.name}</strong> <RelativeTime at={event.at} form="ago" />
              </li>
            ))}
          </ul>
        )}
        {ended ? (
          <p className="field-hint">{t('ticket.remindEnded')}</p>
        ) : (
          <ReminderForm ticketId={ticket.id} number={ticket.number} onEnd={() => setOpen(false)} />
        )}
      </div>
    </Popover>
  );
}

function ReminderForm({ ticketId, number, onEnd }: { ticketId: string; number: string; onEnd: () => void }) {
  const { t } = useTranslation();
  const [content, setContent] = useState('');
  const [requestKey] = useState(newRequestKey);
  const [sending, setSending] = useState(false);
  const remind = async () => {
    setSending(true);
    try {
      await call('remindTicket', { requestKey, id: ticketId, content });
      await queryClient.invalidateQueries({ queryKey: ['ticket', number] });
      toast('done', t('ticket.remindedNow'));
      onEnd();
    } catch (error) {
      toast('failed', faultText(error, t));
      setSending(false);
    }
  };
  return (
    <>
      <Textarea
        aria-label={t('ticket.remindWhy')}
        placeholder={t('ticket.remindWhy')}
        rows={3}
        maxLength={5000}
        value={content}
        onChange={(event) => setContent(event.target.value)}
      />
      <Button small variant="primary" wide disabled={sending} onClick={remind}>
        {t('ticket.remind')}
      </Button>
    </>
  );
}
