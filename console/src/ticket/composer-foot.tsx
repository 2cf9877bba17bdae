import { ChevronDown, Paperclip } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deletedStatusType, useCatalogIndex } from '../api/catalog.ts';
import { hasContents, type ReplyDraft } from '../drafts/reply-draft.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { StatusMark } from '../ui/marks.tsx';
import { Picker } from '../ui/picker.tsx';
import { Popover } from '../ui/popover.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { choosableStatuses } from './choosable-statuses.ts';
import { rememberedStatus } from './remembered-status.ts';
import type { ComposerState } from './use-composer.ts';

interface FootProps {
  readonly composer: ComposerState;
  readonly failed: boolean;
  readonly onSend: (status: number | null) => void;
}

export function ComposerFoot({ composer, failed, onSend }: FootProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="composer-foot">
      <IconButton small label={t('composer.attach')} onClick={() => input.current?.click()}>
        <Paperclip size={15} />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('composer.attach')}
        onChange={(event) => {
          composer.attach([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <DraftState composer={composer} />
      <SendButton composer={composer} failed={failed} onSend={onSend} />
    </div>
  );
}

/** Shows whether the draft is stored, and a button that discards it. Discarding can be undone. */
function DraftState({ composer }: { composer: ComposerState }) {
  const { t } = useTranslation();
  const [discarded, setDiscarded] = useState<ReplyDraft | null>(null);
  if (composer.sending) return <span className="composer-state">{t('ticket.sending')}</span>;
  if (!hasContents(composer.draft)) {
    return discarded === null ? (
      <span className="composer-state" />
    ) : (
      <span className="composer-state">
        {t('composer.discarded')}
        <Button small variant="plain" onClick={() => composer.restore(discarded)}>
          {t('composer.undo')}
        </Button>
      </span>
    );
  }
  const discard = () => {
    setDiscarded(composer.draft);
    composer.discard();
  };
  const storedText = composer.restored ? t('composer.draftRestored') : t('composer.draftSaved');
  return (
    <span className="composer-state">
      <span className="truncate">{composer.persisted ? storedText : t('composer.draftUnsaved')}</span>
      <Button small variant="plain" onClick={discard}>
        {t('composer.discard')}
      </Button>
    </span>
  );
}

/**
 * Shows a button that sends the reply and sets the status that the agent set last time, and a menu that sends the reply
 * with another status.
 */
function SendButton({ composer, failed, onSend }: FootProps) {
  const { t } = useTranslation();
  const { catalog, status } = useCatalogIndex();
  const [open, setOpen] = useState(false);
  const { visibility } = composer.draft;
  const remembered = status.get(rememberedStatus(visibility) ?? Number.NaN);
  const usual = remembered?.retired ? undefined : remembered;
  const act = failed ? t('composer.again') : visibility === 'internal' ? t('composer.addNote') : t('composer.send');
  const keep = { value: 'keep', text: t('composer.keepStatus') };
  const options = choosableStatuses(catalog)
    .filter((one) => one.type !== deletedStatusType)
    .map((one) => ({
      value: String(one.code),
      text: t('composer.setStatus', { name: one.name }),
      icon: <StatusMark type={one.type} />,
    }));
  const pick = (value: string) => {
    setOpen(false);
    onSend(value === 'keep' ? null : Number(value));
  };
  return (
    <div className="composer-send">
      <Tooltip text={act} shortcut="mod+Enter">
        <Button variant="primary" small disabled={!composer.canSend} onClick={() => onSend(usual?.code ?? null)}>
          {usual ? t('composer.actAndSet', { act, name: usual.name }) : act}
        </Button>
      </Tooltip>
      <Popover
        open={open}
        onOpenChange={setOpen}
        label={t('composer.sendAs')}
        align="end"
        trigger={
          <Button
            variant="primary"
            small
            className="composer-send-more"
            disabled={!composer.canSend}
            aria-label={t('composer.sendAs')}
          >
            <ChevronDown size={14} />
          </Button>
        }
      >
        <Picker
          label={t('composer.sendAs')}
          options={[keep, ...options]}
          selected={[usual ? String(usual.code) : 'keep']}
          onPick={pick}
        />
      </Popover>
    </div>
  );
}
