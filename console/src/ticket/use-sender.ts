import { useSyncExternalStore } from 'react';
import { Fault } from '../api/fault.ts';
import { queryClient, ticketQuery } from '../api/queries.ts';
import type { Ticket } from '../api/types.ts';
import { composeHtml } from '../contents/compose-html.ts';
import { drafts } from '../drafts/drafts.ts';
import { moveToDraft, outboxReplies, sendInOrder } from '../drafts/outbox.ts';
import type { ReplyDraft } from '../drafts/reply-draft.ts';
import { newRequestKey } from './request-key.ts';
import type { Outcome } from './send-submission.ts';
import type { Updates } from './updates.ts';

/**
 * Sends replies of a ticket one after the other. `putBack` receives those that were not accepted, joined to one draft.
 */
export function useSender(ticket: Ticket, updates: Updates, putBack: (draft: ReplyDraft) => void) {
  const sending = useSyncExternalStore(drafts().watch, () => outboxReplies(drafts(), ticket.id).length > 0);
  const moveToDraftAs = (requestKey: string) => {
    const back = moveToDraft(drafts(), ticket.id);
    if (back) putBack({ ...back, requestKey });
  };
  const send = async (reply: ReplyDraft, status: number | null): Promise<Outcome> => {
    try {
      const accepted = await sendInOrder(drafts(), ticket.id, reply, () => submit(ticket, updates, reply, status));
      if (!accepted) moveToDraftAs(reply.requestKey);
      return accepted ? 'done' : 'notSent';
    } catch (error) {
      // If the server knows the key from another call, it would refuse the key again, so the draft gets a new one.
      moveToDraftAs(arrivedBefore(error) ? newRequestKey() : reply.requestKey);
      throw error;
    }
  };
  return { sending, send };
}

/**
 * True when an earlier try had reached the server although its answer was lost, and what is sent has changed since. The
 * server then refuses the request key, because it knows the key from another call.
 */
export function arrivedBefore(error: unknown): boolean {
  return error instanceof Fault && error.field === 'requestKey';
}

/** Sends a reply. The status is sent only if the ticket, as it was read last, has another status. */
async function submit(ticket: Ticket, updates: Updates, draft: ReplyDraft, status: number | null): Promise<boolean> {
  const now = queryClient.getQueryData<Ticket>(ticketQuery(ticket.number).queryKey) ?? ticket;
  const edits = status === null || status === now.status ? {} : { status };
  const reply = {
    content: composeHtml(draft.text),
    visibility: draft.visibility,
    files: draft.files.map((file) => file.address),
  };
  const { version, requestKey } = draft;
  return (await updates.submit({ edits, reply, version, requestKey })) === 'done';
}
