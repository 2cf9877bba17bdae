import { useSyncExternalStore } from 'react';
import { Fault } from '../api/fault.ts';
import { queryClient, ticketQuery } from '../api/queries.ts';
import type { Ticket } from '../api/types.ts';
import { composeHtml } from '../contents/compose-html.ts';
import { drafts } from '../drafts/drafts.ts';
import { outboxOf, post, takeBack } from '../drafts/outbox.ts';
import type { ReplyDraft } from '../drafts/reply-draft.ts';
import { newRequestKey } from './request-key.ts';
import type { Outcome } from './send-act.ts';
import type { Updates } from './updates.ts';

/** Sends replies of a ticket one after the other; `putBack` gets those that the server did not take, as one draft. */
export function useSender(ticket: Ticket, updates: Updates, putBack: (draft: ReplyDraft) => void) {
  const sending = useSyncExternalStore(drafts().watch, () => outboxOf(drafts(), ticket.id).length > 0);
  const takeBackAs = (requestKey: string) => {
    const back = takeBack(drafts(), ticket.id);
    if (back) putBack({ ...back, requestKey });
  };
  const send = async (reply: ReplyDraft, status: number | null): Promise<Outcome> => {
    try {
      const taken = await post(drafts(), ticket.id, reply, () => submit(ticket, updates, reply, status));
      if (!taken) takeBackAs(reply.requestKey);
      return taken ? 'done' : 'left';
    } catch (error) {
      takeBackAs(arrivedBefore(error) ? newRequestKey() : reply.requestKey);
      throw error;
    }
  };
  return { sending, send };
}

/** An earlier try did reach the ticket, its answer got lost, and the draft or the ticket has changed since. */
export function arrivedBefore(error: unknown): boolean {
  return error instanceof Fault && error.field === 'requestKey';
}

/** With a status only where the ticket, as it is by then, has another. */
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
