import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { useCatalog } from '../api/catalog.ts';
import { drafts, useDraft } from '../drafts/drafts.ts';
import { type DraftFile, newTicketKey } from '../drafts/reply-draft.ts';
import { type Upload, useUploads } from '../drafts/uploads.ts';
import { flawText } from '../fields/flaw-text.ts';
import { newRequestKey } from '../ticket/request-key.ts';
import { toast } from '../ui/toast.tsx';
import { faultText } from '../words/faults.ts';
import { checkTicket, createTicketParameters, fillableFields } from './check-ticket.ts';
import { emptyTicket, isBegun, type NewTicketDraft } from './draft.ts';
import { faultPlace } from './fault-place.ts';

export interface NewTicket {
  readonly draft: NewTicketDraft;
  /** True when the draft has contents. */
  readonly begun: boolean;
  readonly sending: boolean;
  readonly uploads: readonly Upload[];
  readonly attach: (files: Iterable<File>) => void;
  readonly retry: (id: number) => void;
  readonly stop: (id: number) => void;
  readonly change: (part: Partial<NewTicketDraft>) => void;
  /**
   * Returns the error at a place of the form: the server's, or else that of the form's own check. Errors of the form's
   * check are shown only after the agent has tried to send.
   */
  readonly errorAt: (place: string) => string | undefined;
  /** Why the last try failed, wherever in the form the error belongs. */
  readonly failure: string | undefined;
  readonly discard: () => void;
  readonly send: () => Promise<void>;
}

/** Keeps the draft of a new ticket and creates the ticket. The draft is stored until the server has made the ticket. */
export function useNewTicket(): NewTicket {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const navigate = useNavigate();
  const { draft: stored, setDraft } = useDraft<NewTicketDraft>(newTicketKey);
  const [fresh] = useState(() => emptyTicket(newRequestKey()));
  const draft = stored ?? fresh;
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<{ place: string | undefined; text: string } | undefined>();

  const change = useCallback(
    (part: Partial<NewTicketDraft> | ((before: NewTicketDraft) => Partial<NewTicketDraft>)) => {
      const before = drafts().read<NewTicketDraft>(newTicketKey) ?? fresh;
      const after = { ...before, ...(typeof part === 'function' ? part(before) : part) };
      setDraft(isBegun(after) ? after : undefined);
      setRefused(undefined);
    },
    [setDraft, fresh],
  );
  const addFile = useCallback((file: DraftFile) => change(({ files }) => ({ files: [...files, file] })), [change]);
  const { uploads, add, retry, remove } = useUploads(addFile);

  const flaws = checkTicket(draft, catalog);
  const errorAt = (place: string) => {
    if (refused?.place === place) return refused.text;
    return tried ? flawText(flaws.get(place) ?? null, t) : undefined;
  };
  const send = async () => {
    setTried(true);
    setRefused(undefined);
    if (flaws.size > 0) return showFirstError();
    if (sending || uploads.length > 0) return;
    setSending(true);
    try {
      const { number } = await call('createTicket', createTicketParameters(draft, catalog));
      setDraft(undefined);
      toast('done', t('newTicket.made', { number }));
      await navigate({ to: '/t/$number', params: { number } });
    } catch (error) {
      setRefused({ place: faultPlace(error, fillableFields(catalog, draft.categoryId)), text: faultText(error, t) });
      showFirstError();
    } finally {
      setSending(false);
    }
  };

  return {
    draft,
    begun: stored !== undefined,
    sending,
    uploads,
    attach: add,
    retry,
    stop: remove,
    change,
    errorAt,
    failure: refused?.text,
    discard: () => {
      setDraft(undefined);
      setTried(false);
      setRefused(undefined);
    },
    send,
  };
}

/** Scrolls to the first error and focuses it, after it is rendered. */
function showFirstError(): void {
  requestAnimationFrame(() => {
    const wrong = document.querySelector<HTMLElement>(
      '[data-new-ticket] [aria-invalid="true"], [data-new-ticket] .field-error',
    );
    wrong?.scrollIntoView({ block: 'center' });
    wrong?.focus();
  });
}
