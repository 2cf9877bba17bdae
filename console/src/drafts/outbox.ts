import type { DraftStore } from './draft-store.ts';
import { hasContents, joinDrafts, outboxKey, type ReplyDraft, replyKey } from './reply-draft.ts';

/** Maps a ticket to the outcome of the last reply that this window has queued, for which the next reply waits. */
const queues = new Map<string, Promise<boolean>>();

/**
 * Returns the replies that the server has not yet accepted, oldest first. They stay stored when the window is closed.
 */
export function outboxReplies(store: DraftStore, ticketId: string): readonly ReplyDraft[] {
  return store.read<readonly ReplyDraft[]>(outboxKey(ticketId)) ?? [];
}

/** True while this window is sending replies of the ticket. */
export function isSending(ticketId: string): boolean {
  return queues.has(ticketId);
}

/**
 * Sends a reply after the earlier ones of the ticket. `send` resolves to true if the reply was accepted. If an earlier
 * reply was not accepted, this one is not sent and the result is false, so that replies keep their order. Replies that
 * were not accepted stay in the outbox until `moveToDraft`.
 */
export function sendInOrder(
  store: DraftStore,
  ticketId: string,
  reply: ReplyDraft,
  send: () => Promise<boolean>,
): Promise<boolean> {
  storeReplies(store, ticketId, [...outboxReplies(store, ticketId), reply]);
  const outcome = sendAfter(queues.get(ticketId), async () => {
    const accepted = await send();
    if (accepted)
      storeReplies(
        store,
        ticketId,
        outboxReplies(store, ticketId).filter((one) => one.requestKey !== reply.requestKey),
      );
    return accepted;
  }).finally(() => {
    if (queues.get(ticketId) === outcome) queues.delete(ticketId);
  });
  queues.set(ticketId, outcome);
  return outcome;
}

/**
 * Moves all replies of the outbox into the draft, before the text written since. Returns this draft; undefined if the
 * outbox was empty.
 */
export function moveToDraft(store: DraftStore, ticketId: string): ReplyDraft | undefined {
  const [first, ...others] = outboxReplies(store, ticketId);
  if (!first) return undefined;
  const since = store.read<ReplyDraft>(replyKey(ticketId));
  const draft = joinDrafts(first, ...others, ...(since && hasContents(since) ? [since] : []));
  store.write(replyKey(ticketId), draft);
  store.remove(outboxKey(ticketId));
  return draft;
}

async function sendAfter(before: Promise<boolean> | undefined, send: () => Promise<boolean>): Promise<boolean> {
  const earlierAccepted = before === undefined || (await before.catch(() => false));
  return earlierAccepted && send();
}

function storeReplies(store: DraftStore, ticketId: string, replies: readonly ReplyDraft[]): void {
  if (replies.length === 0) store.remove(outboxKey(ticketId));
  else store.write(outboxKey(ticketId), replies);
}
