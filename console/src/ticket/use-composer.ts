import { useCallback, useEffect, useRef, useState } from 'react';
import { myId } from '../api/session.ts';
import type { Ticket } from '../api/types.ts';
import { composeHtml, longestContent } from '../contents/compose-html.ts';
import { drafts, useDraft } from '../drafts/drafts.ts';
import { isPosting, takeBack } from '../drafts/outbox.ts';
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
import { pastOwnEvents } from './merge.ts';
import { newRequestKey } from './request-key.ts';
import type { Outcome } from './send-act.ts';
import type { Updates } from './updates.ts';
import { useSender } from './use-sender.ts';

export interface ComposerState {
  readonly draft: ReplyDraft;
  /** False while the browser cannot keep the draft beyond this window. */
  readonly kept: boolean;
  /** The draft was here when the ticket was opened. */
  readonly restored: boolean;
  /** A reply is on its way. The next can be written, and sent after it. */
  readonly sending: boolean;
  readonly tooLong: boolean;
  readonly canSend: boolean;
  readonly uploads: readonly Upload[];
  /** What others did since the draft was begun. */
  readonly news: EventsSince;
  readonly write: (text: string) => void;
  readonly choose: (visibility: Visibility) => void;
  readonly attach: (files: Iterable<File>) => void;
  readonly retry: (id: number) => void;
  readonly stop: (id: number) => void;
  readonly detach: (address: string) => void;
  readonly discard: () => void;
  readonly restore: (draft: ReplyDraft) => void;
  readonly acknowledge: () => void;
  /** Sends and sets the status, null for the one it has. What the server does not take comes back into the draft. */
  readonly send: (status: number | null) => Promise<Outcome>;
}

/** The reply that is being written to a ticket. */
export function useComposer(ticket: Ticket, updates: Updates): ComposerState {
  const key = replyKey(ticket.id);
  // What a window sent when it was closed: whether it arrived is not known, its request key is kept.
  useState(() => !isPosting(ticket.id) && takeBack(drafts(), ticket.id));
  const { draft: stored, kept, setDraft } = useDraft<ReplyDraft>(key);
  const [restored, setRestored] = useState(() => hasContents(stored));
  const [visibility, setVisibility] = useState<Visibility>('public');
  const [unsaved] = useState(newRequestKey);
  const draft = stored ?? emptyReply(visibility, ticket.version, unsaved);
  const me = myId();
  const seen = pastOwnEvents(draft.version, ticket.events, me);
  const latest = useLatest({ ticket, visibility });

  // Reads the store, not what is drawn: a file may arrive after its reader has gone to another ticket.
  const change = useCallback(
    (make: (before: ReplyDraft) => Partial<ReplyDraft>) => {
      const { ticket: now, visibility: chosen } = latest.current;
      const before = drafts().read<ReplyDraft>(key) ?? emptyReply(chosen, now.version, newRequestKey());
      const after = { ...before, ...make(before) };
      setDraft(hasContents(after) ? after : undefined);
    },
    [key, setDraft, latest],
  );
  const arrived = useCallback((file: DraftFile) => change(({ files }) => ({ files: [...files, file] })), [change]);
  const { uploads, add, retry, remove } = useUploads(arrived);

  const tooLong = lengthOf(composeHtml(draft.text)) > longestContent;
  const canSend = hasContents(draft) && !tooLong && uploads.length === 0;
  const sender = useSender(ticket, updates, setDraft);
  const send = (status: number | null): Promise<Outcome> => {
    // Into the outbox before out of the draft: it is never in neither.
    const outcome = sender.send(draft, status);
    setDraft(undefined);
    setRestored(false);
    return outcome;
  };

  return {
    draft,
    kept,
    restored,
    sending: sender.sending,
    tooLong,
    canSend,
    uploads,
    news: hasContents(stored) ? eventsSince(ticket, seen) : { events: [], unread: 0 },
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
