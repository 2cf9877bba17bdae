/** An attachment that the server has: enough to send it, and to show it after a reload. */
export interface DraftFile {
  readonly address: string;
  readonly name: string;
  readonly image: boolean;
}

export type Visibility = 'public' | 'internal';

/** A reply that was not sent yet. */
export interface ReplyDraft {
  readonly text: string;
  readonly visibility: Visibility;
  readonly files: readonly DraftFile[];
  /** The same for every try to send it, so that a broken connection makes no second reply. */
  readonly requestKey: string;
  /** The version of the ticket that its writer had seen. */
  readonly version: number;
}

export function emptyReply(visibility: Visibility, version: number, requestKey: string): ReplyDraft {
  return { text: '', visibility, files: [], requestKey, version };
}

/** Whether there is anything that could be lost. */
export function hasContents(draft: Pick<ReplyDraft, 'text' | 'files'> | undefined): boolean {
  return draft !== undefined && (draft.text.trim() !== '' || draft.files.length > 0);
}

/** The key of the draft of a ticket's reply. */
export function replyKey(ticketId: string): string {
  return `reply:${ticketId}`;
}

/** The key of a ticket's replies that were sent off and not yet taken by the server. */
export function outboxKey(ticketId: string): string {
  return `outbox:${ticketId}`;
}

/**
 * One draft of several, in their order. It keeps the request key of the first: if that one did reach the server, the
 * server says so instead of taking its words twice. What holds an internal note stays internal.
 */
export function joined(first: ReplyDraft, ...others: readonly ReplyDraft[]): ReplyDraft {
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

/** The key of the ticket that is being made. */
export const newTicketKey = 'new-ticket';
