import { call } from '../api/call.ts';
import { Fault } from '../api/fault.ts';
import { queryClient, ticketQuery } from '../api/queries.ts';
import { myId } from '../api/session.ts';
import type { Ticket } from '../api/types.ts';
import { type Choice, type Meanwhile, meanwhile, settle } from './merge.ts';
import type { Edits, TicketUpdate } from './ticket.ts';

/** A change that an agent wants to make to a ticket. */
export interface Act {
  readonly edits: Edits;
  readonly reply?: NonNullable<TicketUpdate['reply']>;
  /** The version of the ticket that the agent has seen. */
  readonly version: number;
  readonly requestKey: string;
}

/** A change that others got ahead of: what they did meanwhile, and how the agent wants to go on. */
export interface Question {
  readonly act: Act;
  readonly latest: Ticket;
  readonly found: Meanwhile;
  /** Is called with the choices; null cancels the change and keeps what the others did. */
  readonly answer: (choices: ReadonlyMap<string, Choice> | null) => void;
}

/** Shows a question to the agent; null removes it. */
export type Ask = (question: Question | null) => void;

/** `left` means that the agent cancelled the change, so that it was not sent. A failure throws a `Fault` instead. */
export type Outcome = 'done' | 'left';

/**
 * Sends a change and reads the ticket again. If others changed the ticket after `version`, the change is merged with
 * theirs and sent upon the latest version; where needed, the agent is asked first. Throws a `Fault`.
 */
export async function sendAct(ticket: Pick<Ticket, 'id' | 'number'>, act: Act, ask: Ask): Promise<Outcome> {
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
  const found = meanwhile(latest, act.version, act.edits, myId());
  const choices = mustAsk(act, found) ? await answerOf(act, latest, found, ask) : new Map();
  if (choices === null) return 'left';
  const edits = settle(act.edits, latest, choices);
  if (!act.reply && Object.keys(edits).length === 0) return 'done';
  return sendAct(ticket, { ...act, edits, version: latest.version }, ask);
}

/** True when the agent must confirm: others acted meanwhile, and the change has a reply, a status or a conflict. */
function mustAsk(act: Act, found: Meanwhile): boolean {
  if (found.events.length === 0 && found.unread === 0) return false;
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
