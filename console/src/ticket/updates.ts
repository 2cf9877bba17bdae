import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { call } from '../api/call.ts';
import { Fault } from '../api/fault.ts';
import { queryClient, ticketQuery } from '../api/queries.ts';
import type { Ticket } from '../api/types.ts';
import { type Choice, type Meanwhile, meanwhile, settle, withEdits } from './merge.ts';
import { newRequestKey } from './request-key.ts';
import type { Edits, TicketUpdate } from './ticket.ts';

/** Something an agent wants to do to a ticket. */
export interface Act {
  readonly edits: Edits;
  readonly reply?: NonNullable<TicketUpdate['reply']>;
  /** What the agent had seen of it. */
  readonly version: number;
  readonly requestKey: string;
}

/** Somebody else was quicker: what they did, and what is to become of mine. */
export interface Question {
  readonly act: Act;
  readonly latest: Ticket;
  readonly found: Meanwhile;
  /** With null everything is left as the others made it. */
  readonly answer: (choices: ReadonlyMap<string, Choice> | null) => void;
}

/** `left`: the agent decided not to. What fails throws a Fault. */
export type Outcome = 'done' | 'left';

export interface Updates {
  /** The ticket with what is on its way. */
  readonly shown: Ticket;
  readonly going: readonly Act[];
  readonly question: Question | null;
  readonly submit: (act: Act) => Promise<Outcome>;
  /** Sets properties, on top of what is shown. */
  readonly set: (edits: Edits, version?: number) => Promise<Outcome>;
}

/** All changes of one ticket go through here, so that each is shown at once and none is made on what was not seen. */
export function useUpdates(ticket: Ticket): Updates {
  const [going, setGoing] = useState<readonly Act[]>([]);
  const [question, setQuestion] = useState<Question | null>(null);
  const { id, number } = ticket;
  const ask = useAsk(setQuestion);
  const submit = useCallback(
    async (act: Act) => {
      setGoing((before) => [...before, act]);
      try {
        return await send({ id, number }, act, ask);
      } finally {
        setGoing((before) => before.filter((one) => one !== act));
      }
    },
    [id, number, ask],
  );
  const { version } = ticket;
  const set = useCallback(
    (edits: Edits, seen = version) => submit({ edits, version: seen, requestKey: newRequestKey() }),
    [submit, version],
  );
  const shown = useMemo(() => going.reduce((before, act) => withEdits(before, act.edits), ticket), [going, ticket]);
  return { shown, going, question, submit, set };
}

type Ask = (question: Question | null) => void;

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

async function send(ticket: Pick<Ticket, 'id' | 'number'>, act: Act, ask: Ask): Promise<Outcome> {
  const { requestKey, version, edits, reply } = act;
  try {
    await call('updateTicket', { requestKey, id: ticket.id, version, ...edits, ...(reply ? { reply } : {}) });
  } catch (error) {
    if (!(error instanceof Fault) || error.reason !== 'ticket_changed_meanwhile') throw error;
    const latest = await readAgain(ticket.number);
    if (latest.version === version) throw error;
    return sendOnTop(ticket, act, latest, ask);
  }
  await readAgain(ticket.number).catch(() => undefined);
  return 'done';
}

async function sendOnTop(ticket: Pick<Ticket, 'id' | 'number'>, act: Act, latest: Ticket, ask: Ask): Promise<Outcome> {
  const found = meanwhile(latest, act.version, act.edits);
  const choices = mustAsk(act, found) ? await answerOf(act, latest, found, ask) : new Map();
  if (choices === null) return 'left';
  const edits = settle(act.edits, latest, choices);
  if (!act.reply && Object.keys(edits).length === 0) return 'done';
  return send(ticket, { ...act, edits, version: latest.version }, ask);
}

/** A title or a field that nobody else touched can be set whatever else happened; words and moves are thought over. */
function mustAsk(act: Act, found: Meanwhile): boolean {
  return act.reply !== undefined || act.edits.status !== undefined || found.conflicts.length > 0;
}

function answerOf(act: Act, latest: Ticket, found: Meanwhile, ask: Ask): Promise<ReadonlyMap<string, Choice> | null> {
  return new Promise((resolve) => {
    const answer: Question['answer'] = (choices) => {
      resolve(choices);
      ask(null);
    };
    ask({ act, latest, found, answer });
  });
}

function readAgain(number: string): Promise<Ticket> {
  return queryClient.fetchQuery({ ...ticketQuery(number), staleTime: 0 });
}
