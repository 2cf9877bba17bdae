import type { LiveNotices } from '@gongdan/contract/console';
import { Lock, MessageSquare } from 'lucide-react';
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsDeleted } from '../api/catalog.ts';
import type { Ticket } from '../api/types.ts';
import { hasContents, type Visibility } from '../drafts/reply-draft.ts';
import { isInLayer, useShortcut } from '../keys/registry.ts';
import { classes } from '../ui/classes.ts';
import { toast } from '../ui/toast.tsx';
import { faultText } from '../words/faults.ts';
import { ComposerFiles } from './composer-files.tsx';
import { ComposerFoot } from './composer-foot.tsx';
import { ComposerNews } from './composer-news.tsx';
import { rememberedStatus, rememberStatus } from './remembered-status.ts';
import type { Updates } from './updates.ts';
import { useComposer } from './use-composer.ts';
import { arrivedBefore } from './use-sender.ts';
import { useTyping } from './use-typing.ts';
import './composer.css';

interface ComposerProps {
  readonly ticket: Ticket;
  readonly updates: Updates;
  readonly people: LiveNotices['presence']['people'];
  readonly onTyping: (typing: boolean) => void;
}

export function Composer({ ticket, updates, people, onTyping }: ComposerProps) {
  const { t } = useTranslation();
  const composer = useComposer(ticket, updates);
  const { draft } = composer;
  const internal = draft.visibility === 'internal';
  const [failure, setFailure] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const text = useRef<HTMLTextAreaElement>(null);
  const typing = useTyping(draft.text);
  useEffect(() => onTyping(typing), [typing, onTyping]);
  const mounted = useMounted();

  const send = async (status: number | null) => {
    if (!composer.canSend) return;
    rememberStatus(draft.visibility, status);
    setFailure(null);
    // If the agent has gone to another page, a toast says what failed.
    const notSent = (why: string) => (mounted.current ? setFailure(why) : toast('failed', `${ticket.number}: ${why}`));
    try {
      const outcome = await composer.send(status);
      if (outcome === 'notSent' && !mounted.current) notSent(t('composer.notSentAfterChange'));
    } catch (error) {
      notSent(arrivedBefore(error) ? t('composer.arrivedBefore') : t('composer.failed', { why: faultText(error, t) }));
    }
  };
  const begin = (visibility: Visibility) => {
    composer.choose(visibility);
    text.current?.focus();
  };
  useShortcut('reply', () => begin('public'));
  useShortcut('note', () => begin('internal'));
  // While a dialog or a popover has the focus, its keys must not send the draft of the ticket behind it.
  const canSendByKey = () => composer.canSend && !isInLayer(document.activeElement);
  useShortcut('send', () => canSendByKey() && send(rememberedStatus(draft.visibility)));

  const dropping = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false);
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      composer.attach(event.dataTransfer.files);
    },
  };
  const deleted = useIsDeleted(ticket);
  // A draft is still shown on a deleted ticket, so that the agent can copy it.
  if (deleted && !hasContents(draft)) return <p className="composer-end">{t('composer.deleted')}</p>;
  return (
    <div className={classes('composer', internal && 'composer-internal', over && 'composer-over')} {...dropping}>
      <ComposerNews ticket={ticket} composer={composer} people={people} />
      <VisibilityChoice value={draft.visibility} onChange={begin} />
      <textarea
        ref={text}
        className="composer-text"
        aria-label={internal ? t('composer.note') : t('composer.reply')}
        placeholder={internal ? t('composer.noteHint') : t('composer.replyHint')}
        value={draft.text}
        rows={2}
        onChange={(event) => composer.write(event.target.value)}
        onPaste={(event) => pasteFiles(event, composer.attach)}
        onKeyDown={leaveOnEscape}
      />
      <ComposerFiles composer={composer} />
      {composer.tooLong && <p className="composer-failure">{t('composer.tooLong')}</p>}
      {failure !== null && (
        <p className="composer-failure" role="alert">
          {failure}
        </p>
      )}
      <ComposerFoot composer={composer} onSend={send} failed={failure !== null} />
    </div>
  );
}

function VisibilityChoice({ value, onChange }: { value: Visibility; onChange: (value: Visibility) => void }) {
  const { t } = useTranslation();
  const choice = (visibility: Visibility, label: string, icon: React.ReactNode) => (
    <button
      type="button"
      className="composer-kind"
      aria-pressed={value === visibility}
      onClick={() => onChange(visibility)}
    >
      {icon}
      {label}
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a frame around two small buttons
    <div className="composer-kinds" role="group" aria-label={t('composer.kind')}>
      {choice('public', t('composer.reply'), <MessageSquare size={13} />)}
      {choice('internal', t('composer.note'), <Lock size={13} />)}
    </div>
  );
}

function pasteFiles(event: ClipboardEvent, attach: (files: Iterable<File>) => void): void {
  if (event.clipboardData.files.length === 0) return;
  event.preventDefault();
  attach(event.clipboardData.files);
}

/** Escape leaves the text field; it does not reach the shortcut that closes the ticket. */
function leaveOnEscape(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  event.currentTarget.blur();
}

function useMounted(): { readonly current: boolean } {
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  return mounted;
}
