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

/** The key of the ticket that is being made. */
export const newTicketKey = 'new-ticket';
