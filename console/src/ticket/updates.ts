import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { queryClient, ticketQuery } from '../api/queries.ts';
import { myId } from '../api/session.ts';
import type { Ticket } from '../api/types.ts';
import { isBy, pastOwnEvents, withEdits } from './merge.ts';
import { newRequestKey } from './request-key.ts';
import { type Act, type Ask, type Outcome, type Question, sendAct } from './send-act.ts';
import type { Edits } from './ticket.ts';

export interface Updates {
  /** The ticket with what is on its way. */
  readonly shown: Ticket;
  /** Something is on its way. */
  readonly busy: boolean;
  /** Replies on their way that the ticket does not hold yet. */
  readonly goingReplies: readonly GoingAct[];
  readonly question: Question | null;
  readonly submit: (act: Act) => Promise<Outcome>;
  /** Sets properties, on top of what is shown. */
  readonly set: (edits: Edits, version?: number) => Promise<Outcome>;
}

/** An act on its way. */
export interface GoingAct {
  readonly act: Act;
  /** The version it was sent upon; null while the act before it is not done. */
  readonly upon: number | null;
}

/**
 * All changes of one ticket go through here: each is shown at once, they are sent one after the other, and none is made
 * on what was not seen.
 */
export function useUpdates(ticket: Ticket): Updates {
  const [going, setGoing] = useState<readonly GoingAct[]>([]);
  const [question, setQuestion] = useState<Question | null>(null);
  const { id, number, version } = ticket;
  const ask = useAsk(setQuestion);
  const inTurn = useTurns();
  const submit = useCallback(
    async (act: Act) => {
      setGoing((before) => [...before, { act, upon: null }]);
      try {
        return await inTurn(() => {
          const upon = pastMine(number, act.version);
          setGoing((before) => before.map((one) => (one.act === act ? { act, upon } : one)));
          return sendAct({ id, number }, { ...act, version: upon }, ask);
        });
      } finally {
        setGoing((before) => before.filter((one) => one.act !== act));
      }
    },
    [id, number, ask, inTurn],
  );
  const set = useCallback(
    (edits: Edits, seen = version) => submit({ edits, version: seen, requestKey: newRequestKey() }),
    [submit, version],
  );
  const shown = useMemo(() => going.reduce((before, { act }) => withEdits(before, act.edits), ticket), [going, ticket]);
  const goingReplies = useMemo(() => going.filter((one) => one.act.reply && !isIn(ticket, one)), [going, ticket]);
  return { shown, busy: going.length > 0, goingReplies, question, submit, set };
}

/** Runs what it is given one after the other, also after one that failed. */
function useTurns(): <T>(run: () => Promise<T>) => Promise<T> {
  const last = useRef<Promise<unknown>>(Promise.resolve());
  return useCallback((run) => {
    const mine = last.current.then(run, run);
    last.current = mine;
    return mine;
  }, []);
}

/** Asks whoever looks at the ticket; once nobody does, everything is left as the others made it. */
function useAsk(show: Ask): Ask {
  const there = useRef(true);
  useEffect(() => {
    there.current = true;
    return () => {
      there.current = false;
    };
  }, []);
  return useCallback((question) => (there.current ? show(question) : question?.answer(null)), [show]);
}

/** What I saw, and what I did myself directly after it. */
function pastMine(number: string, version: number): number {
  const known = queryClient.getQueryData<Ticket>(ticketQuery(number).queryKey);
  return pastOwnEvents(version, known?.events ?? [], myId());
}

/** The ticket may tell of a reply before the answer to it has come. */
function isIn(ticket: Ticket, { upon }: GoingAct): boolean {
  if (upon === null) return false;
  return ticket.events.some((event) => event.version > upon && event.replyId !== null && isBy(myId(), event));
}
