import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsDeleted } from '../api/catalog.ts';
import type { Ticket } from '../api/types.ts';
import { useShortcut } from '../keys/registry.ts';
import { Input } from '../ui/fields.tsx';
import { toast } from '../ui/toast.tsx';
import { faultText } from '../words/faults.ts';
import type { Updates } from './updates.ts';

const maxLength = 100;

/** Shows the title. A click or the shortcut `e` edits it in place. */
export function TicketTitle({ ticket, updates }: { ticket: Ticket; updates: Updates }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<{ text: string; version: number } | null>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const begin = () => setEditing({ text: ticket.title, version: ticket.version });
  const deleted = useIsDeleted(ticket);
  useShortcut('edit', begin, { enabled: editing === null && !deleted });
  const end = () => {
    setEditing(null);
    requestAnimationFrame(() => trigger.current?.focus());
  };
  const save = async () => {
    if (!editing) return;
    const title = editing.text.trim();
    setEditing(null);
    if (title === '' || title === ticket.title) return;
    try {
      await updates.set({ title }, editing.version);
    } catch (error) {
      setEditing({ ...editing, text: title });
      toast('failed', faultText(error, t));
    }
  };
  if (editing === null && deleted) return <h1 className="ticket-title ticket-title-still">{ticket.title}</h1>;
  if (editing === null) {
    return (
      <h1 className="ticket-title">
        <button ref={trigger} type="button" title={t('ticket.editTitle')} onClick={begin}>
          {ticket.title}
        </button>
      </h1>
    );
  }
  return (
    <Input
      className="ticket-title-input"
      aria-label={t('ticket.title')}
      value={editing.text}
      maxLength={maxLength}
      autoFocus
      onChange={(event) => setEditing({ ...editing, text: event.target.value })}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === 'Escape') end();
        else
          save()
            .then(() => trigger.current?.focus())
            .catch(reportError);
      }}
    />
  );
}
