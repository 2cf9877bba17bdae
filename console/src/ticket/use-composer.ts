import { useCallback, useEffect, useRef, useState } from 'react';
import { myId } from '../api/session.ts';
import type { Ticket } from '../api/types.ts';
import { composeHtml, maxContentLength } from '../contents/compose-html.ts';
import { drafts, useDraft } from '../drafts/drafts.ts';
import { isSending, moveToDraft } from '../drafts/outbox.ts';
import {
  type DraftFile,
  emptyReply,
  hasContents,
  type ReplyDraft,
  replyKey,
  type Visibility,
} from '../drafts/reply-draft.ts';
import { type Upload, useUploads } from '../drafts/uploads.ts';
import { lengthOf } from '../fields/check-value.ts';
import { type EventsSince, eventsSince } from './events-since.ts';
import { skipOwnEvents } from './merge.ts';
import { newRequestKey } from './request-key.ts';
import type { Outcome } from './send-submission.ts';
import type { Updates } from './updates.ts';
import { useSender } from './use-sender.ts';

export interface ComposerState {
  readonly draft: ReplyDraft;
  /** False if the browser could not store the draft, which is then lost when the window is closed. */
  readonly persisted: boolean;
  /** True for a draft that was already stored when the ticket was opened. */
  readonly restored: boolean;
  /** True while a reply is being sent. The next one can be written meanwhile and is sent after it. */
  readonly sending: boolean;
  readonly tooLong: boolean;
  readonly canSend: boolean;
  readonly uploads: readonly Upload[];
  /** The events since the draft was begun. The agent's own events that directly follow are left out. */
  readonly newEvents: EventsSince;
  readonly write: (text: string) => void;
  readonly choose: (visibility: Visibility) => void;
  readonly attach: (files: Iterable<File>) => void;
  readonly retry: (id: number) => void;
  /** Cancels an upload, or removes a failed one. */
  readonly stop: (id: number) => void;
  readonly detach: (address: string) => void;
  readonly discard: () => void;
  readonly restore: (draft: ReplyDraft) => void;
  /** Marks `newEvents` as seen. */
  readonly acknowledge: () => void;
  /**
   * Sends the draft and sets the status; null keeps the status. A reply that the server refuses returns to the draft.
   */
  readonly send: (status: number | null) => Promise<Outcome>;
}

/** Keeps the draft of a reply to a ticket and sends it. */
export function useComposer(ticket: Ticket, updates: Updates): ComposerState {
  const key = replyKey(ticket.id);
  // Replies in the outbox that this window is not sending, such as those of a closed window, return to the draft. They
  // may have arrived, so the request key of the first is kept. `useState` is used because its initialiser runs once,
  // before the draft is read.
  useState(() => !isSending(ticket.id) && moveToDraft(drafts(), ticket.id));
  const { draft: stored, persisted, setDraft } = useDraft<ReplyDraft>(key);
  const [restored, setRestored] = useState(() => hasContents(stored));
  const [visibility, setVisibility] = useState<Visibility>('public');
  const [firstRequestKey] = useState(newRequestKey);
  const draft = stored ?? emptyReply(visibility, ticket.version, firstRequestKey);
  const me = myId();
  const seen = skipOwnEvents(draft.version, ticket.events, me);
  const latest = useLatest({ ticket, visibility });

  // `change` reads the store and not the state: an upload may end after the agent has gone to another ticket.
  const change = useCallback(
    (make: (before: ReplyDraft) => Partial<ReplyDraft>) => {
      const { ticket: now, visibility: chosen } = latest.current;
      const before = drafts().read<ReplyDraft>(key) ?? emptyReply(chosen, now.version, newRequestKey());
      const after = { ...before, ...make(before) };
      setDraft(hasContents(after) ? after : undefined);
    },
    [key, setDraft, latest],
  );
  const addFile = useCallback((file: DraftFile) => change(({ files }) => ({ files: [...files, file] })), [change]);
  const { uploads, add, retry, remove } = useUploads(addFile);

  const tooLong = lengthOf(composeHtml(draft.text)) > maxContentLength;
  const canSend = hasContents(draft) && !tooLong && uploads.length === 0;
  const sender = useSender(ticket, updates, setDraft);
  const send = (status: number | null): Promise<Outcome> => {
    // The reply is put into the outbox before the draft is emptied, so that it is always stored in one of them.
    const outcome = sender.send(draft, status);
    setDraft(undefined);
    setRestored(false);
    return outcome;
  };

  return {
    draft,
    persisted,
    restored,
    sending: sender.sending,
    tooLong,
    canSend,
    uploads,
    newEvents: hasContents(stored) ? eventsSince(ticket, seen) : { events: [], unread: 0 },
    write: (text) => change(() => ({ text })),
    choose: (next) => {
      setVisibility(next);
      if (stored) change(() => ({ visibility: next }));
    },
    attach: add,
    retry,
    stop: remove,
    detach: (address) => change(({ files }) => ({ files: files.filter((file) => file.address !== address) })),
    discard: () => {
      setDraft(undefined);
      setRestored(false);
    },
    restore: setDraft,
    acknowledge: () => change(() => ({ version: ticket.version })),
    send,
  };
}

function useLatest<T>(value: T): { readonly current: T } {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
