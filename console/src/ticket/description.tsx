import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsDeleted } from '../api/catalog.ts';
import type { Ticket } from '../api/types.ts';
import { composeHtml, maxContentLength } from '../contents/compose-html.ts';
import { Contents } from '../contents/contents.tsx';
import { htmlText } from '../contents/html-text.ts';
import { plainLines } from '../contents/plain-parts.ts';
import { lengthOf } from '../fields/check-value.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Textarea } from '../ui/fields.tsx';
import { toast } from '../ui/toast.tsx';
import { faultText } from '../words/faults.ts';
import { ConversationEntry } from './entry.tsx';
import { Files } from './files.tsx';
import type { Updates } from './updates.ts';

/** Shows the description of the ticket, which agents can edit. */
export function Description({ ticket, updates }: { ticket: Ticket; updates: Updates }) {
  const { t } = useTranslation();
  // The version of the ticket when editing began; null while nothing is edited.
  const [editing, setEditing] = useState<number | null>(null);
  const deleted = useIsDeleted(ticket);
  const tools = editing === null && !deleted && (
    <IconButton
      label={t('ticket.editDescription')}
      small
      className="entry-tool"
      onClick={() => setEditing(ticket.version)}
    >
      <Pencil size={13} />
    </IconButton>
  );
  const blank = ticket.files.length === 0 ? t('ticket.blank') : undefined;
  const mark = <span className="entry-role">{t('ticket.description')}</span>;
  return (
    <ConversationEntry author={ticket.starter} at={ticket.createdAt} mark={mark} tools={tools}>
      {editing === null ? (
        <Contents html={ticket.html} label={t('ticket.description')} unshown={ticket.unshown} blank={blank} />
      ) : (
        <DescriptionEditor ticket={ticket} updates={updates} version={editing} onEnd={() => setEditing(null)} />
      )}
      <Files files={ticket.files} />
    </ConversationEntry>
  );
}

interface EditorProps {
  readonly ticket: Ticket;
  readonly updates: Updates;
  /** The version of the ticket when editing began. */
  readonly version: number;
  readonly onEnd: () => void;
}

/** Edits a plain description as text. A description with markup is edited as HTML source, so that no markup is lost. */
function DescriptionEditor({ ticket, updates, version, onEnd }: EditorProps) {
  const { t } = useTranslation();
  const [plain] = useState(() => plainLines(ticket.content) !== null);
  const [text, setText] = useState(() => (plain ? htmlText(ticket.content) : ticket.content));
  const content = plain ? composeHtml(text) : text;
  const tooLong = lengthOf(content) > maxContentLength;
  const save = async () => {
    try {
      await updates.set({ content }, version);
      onEnd();
    } catch (error) {
      toast('failed', faultText(error, t));
    }
  };
  return (
    <div className="description-editor">
      <Textarea
        aria-label={t('ticket.description')}
        aria-invalid={tooLong}
        rows={8}
        value={text}
        autoFocus
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onEnd();
          else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) save().catch(reportError);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      {!plain && <p className="field-hint">{t('ticket.editAsSource')}</p>}
      {tooLong && <p className="field-error">{t('fields.flaw.tooLong', { bound: maxContentLength })}</p>}
      <div className="row-end">
        <Button small onClick={onEnd}>
          {t('ui.cancel')}
        </Button>
        <Button small variant="primary" disabled={tooLong} onClick={save}>
          {t('ui.save')}
        </Button>
      </div>
    </div>
  );
}
