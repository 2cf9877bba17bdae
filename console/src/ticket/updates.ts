import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { queryClient, ticketQuery } from '../api/queries.ts';
import { myId } from '../api/session.ts';
import type { Ticket } from '../api/types.ts';
import { isBy, skipOwnEvents, withEdits } from './merge.ts';
import { newRequestKey } from './request-key.ts';
import { type AskAgent, type MergeQuestion, type Outcome, type Submission, sendSubmission } from './send-submission.ts';
import type { Edits } from './ticket.ts';

export interface Updates {
  /** The ticket with the changes that are queued or being sent. */
  readonly shown: Ticket;
  /** True while a change is queued or being sent. */
  readonly busy: boolean;
  /** Replies that are queued or being sent and that the ticket does not yet contain. */
  readonly pendingReplies: readonly PendingSubmission[];
  readonly question: MergeQuestion | null;
  readonly submit: (submission: Submission) => Promise<Outcome>;
  /** Sets properties. `version` is the one that the agent has seen; the shown one by default. */
  readonly set: (edits: Edits, version?: number) => Promise<Outcome>;
}

/** A change that is being sent or is queued. */
export interface PendingSubmission {
  readonly submission: Submission;
  /** The version that is sent with the change as the one that the agent has seen; null while the change is queued. */
  readonly baseVersion: number | null;
}

/**
 * Sends all changes of one ticket. Each change but a new description is shown at once, and all are sent one after the
 * other. If others changed the ticket meanwhile, the change is merged with theirs or the agent is asked.
 */
export function useUpdates(ticket: Ticket): Updates {
  const [pending, setPending] = useState<readonly PendingSubmission[]>([]);
  const [question, setQuestion] = useState<MergeQuestion | null>(null);
  const { id, number, version } = ticket;
  const ask = useAsk(setQuestion);
  const enqueue = useQueue();
  const submit = useCallback(
    async (submission: Submission) => {
      setPending((before) => [...before, { submission, baseVersion: null }]);
      try {
        return await enqueue(() => {
          const baseVersion = versionAfterOwnEvents(number, submission.version);
          setPending((before) =>
            before.map((one) => (one.submission === submission ? { submission, baseVersion } : one)),
          );
          return sendSubmission({ id, number }, { ...submission, version: baseVersion }, ask);
        });
      } finally {
        setPending((before) => before.filter((one) => one.submission !== submission));
      }
    },
    [id, number, ask, enqueue],
  );
  const set = useCallback(
    (edits: Edits, seen = version) => submit({ edits, version: seen, requestKey: newRequestKey() }),
    [submit, version],
  );
  const shown = useMemo(
    () => pending.reduce((before, { submission }) => withEdits(before, submission.edits), ticket),
    [pending, ticket],
  );
  const pendingReplies = useMemo(
    () => pending.filter((one) => one.submission.reply && !isIn(ticket, one)),
    [pending, ticket],
  );
  return { shown, busy: pending.length > 0, pendingReplies, question, submit, set };
}

/** Returns a queue: each function runs after the one before it, even if that failed. */
function useQueue(): <T>(run: () => Promise<T>) => Promise<T> {
  const last = useRef<Promise<unknown>>(Promise.resolve());
  return useCallback((run) => {
    const mine = last.current.then(run, run);
    last.current = mine;
    return mine;
  }, []);
}

/** Asks the agent while the ticket is open. Once the component is unmounted, the change is cancelled instead. */
function useAsk(show: AskAgent): AskAgent {
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  return useCallback((question) => (mounted.current ? show(question) : question?.answer(null)), [show]);
}

/** Returns the version that the agent has seen, advanced over the agent's own events directly after it. */
function versionAfterOwnEvents(number: string, version: number): number {
  const known = queryClient.getQueryData<Ticket>(ticketQuery(number).queryKey);
  return skipOwnEvents(version, known?.events ?? [], myId());
}

/**
 * True when the ticket already contains the reply: a notice of the live stream may have had the ticket read before the
 * call was answered.
 */
function isIn(ticket: Ticket, { baseVersion }: PendingSubmission): boolean {
  if (baseVersion === null) return false;
  return ticket.events.some((event) => event.version > baseVersion && event.replyId !== null && isBy(myId(), event));
}
