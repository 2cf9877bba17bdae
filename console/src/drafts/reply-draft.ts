/** An uploaded attachment, with what is needed to send it and to show it after a reload. */
export interface DraftFile {
  readonly address: string;
  readonly name: string;
  readonly image: boolean;
}

export type Visibility = 'public' | 'internal';

/** A reply that was not yet sent. */
export interface ReplyDraft {
  readonly text: string;
  readonly visibility: Visibility;
  readonly files: readonly DraftFile[];
  /** Every try sends the same key, so that a retry after a lost answer makes no second reply. */
  readonly requestKey: string;
  /** The version of the ticket that the writer has seen. */
  readonly version: number;
}

export function emptyReply(visibility: Visibility, version: number, requestKey: string): ReplyDraft {
  return { text: '', visibility, files: [], requestKey, version };
}

/** True when the draft has text or files that could be lost. */
export function hasContents(draft: Pick<ReplyDraft, 'text' | 'files'> | undefined): boolean {
  return draft !== undefined && (draft.text.trim() !== '' || draft.files.length > 0);
}

/** Returns the key of the draft of a ticket's reply. */
export function replyKey(ticketId: string): string {
  return `reply:${ticketId}`;
}

/** Returns the key of a ticket's outbox: its replies that the server has not yet accepted. */
export function outboxKey(ticketId: string): string {
  return `outbox:${ticketId}`;
}

/**
 * Joins drafts into one, in their order. The result has the request key of the first draft. If that draft did reach the
 * server, the server refuses the key for the joined text instead of storing the first text twice. The result is
 * internal if any of the drafts is internal.
 */
export function joinDrafts(first: ReplyDraft, ...others: readonly ReplyDraft[]): ReplyDraft {
  const all = [first, ...others];
  return {
    ...first,
    text: all
      .map(({ text }) => text)
      .filter((text) => text.trim() !== '')
      .join('\n\n'),
    files: all.flatMap(({ files }) => files),
    visibility: all.some(({ visibility }) => visibility === 'internal') ? 'internal' : 'public',
  };
}

/** The key of the draft of a new ticket. */
export const newTicketKey = 'new-ticket';
