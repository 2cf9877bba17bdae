import type { DraftStore } from './draft-store.ts';
import { hasContents, joined, outboxKey, type ReplyDraft, replyKey } from './reply-draft.ts';

/** How the last reply of a ticket ends that is on its way from this window. */
const lanes = new Map<string, Promise<boolean>>();

/** Replies that were sent off and not yet taken, oldest first. They are stored: closing the window loses none. */
export function outboxOf(store: DraftStore, ticketId: string): readonly ReplyDraft[] {
  return store.read<readonly ReplyDraft[]>(outboxKey(ticketId)) ?? [];
}

/** Whether replies of the ticket are on their way from this window. */
export function isPosting(ticketId: string): boolean {
  return lanes.has(ticketId);
}

/**
 * Sends a reply once those before it are taken; `send` says whether it was. False, without sending it, when one before
 * it was not: replies never pass one another. What is not taken stays in the outbox until `takeBack`.
 */
export function post(
  store: DraftStore,
  ticketId: string,
  reply: ReplyDraft,
  send: () => Promise<boolean>,
): Promise<boolean> {
  keep(store, ticketId, [...outboxOf(store, ticketId), reply]);
  const lane = sendAfter(lanes.get(ticketId), async () => {
    const taken = await send();
    if (taken)
      keep(
        store,
        ticketId,
        outboxOf(store, ticketId).filter((one) => one.requestKey !== reply.requestKey),
      );
    return taken;
  }).finally(() => {
    if (lanes.get(ticketId) === lane) lanes.delete(ticketId);
  });
  lanes.set(ticketId, lane);
  return lane;
}

/** What was not taken, before what has been written since; the outbox is empty afterwards. Undefined when all went. */
export function takeBack(store: DraftStore, ticketId: string): ReplyDraft | undefined {
  const [first, ...others] = outboxOf(store, ticketId);
  if (!first) return undefined;
  const since = store.read<ReplyDraft>(replyKey(ticketId));
  const draft = joined(first, ...others, ...(since && hasContents(since) ? [since] : []));
  store.write(replyKey(ticketId), draft);
  store.remove(outboxKey(ticketId));
  return draft;
}

async function sendAfter(before: Promise<boolean> | undefined, send: () => Promise<boolean>): Promise<boolean> {
  const clear = before === undefined || (await before.catch(() => false));
  return clear && send();
}

function keep(store: DraftStore, ticketId: string, replies: readonly ReplyDraft[]): void {
  if (replies.length === 0) store.remove(outboxKey(ticketId));
  else store.write(outboxKey(ticketId), replies);
}
