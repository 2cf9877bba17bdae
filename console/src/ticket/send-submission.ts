import { call } from '../api/call.ts';
import { Fault } from '../api/fault.ts';
import { queryClient, ticketQuery } from '../api/queries.ts';
import { myId } from '../api/session.ts';
import type { Ticket } from '../api/types.ts';
import { type ChangesByOthers, type Choice, changesByOthers, editsToSend } from './merge.ts';
import type { Edits, TicketUpdate } from './ticket.ts';

/** A change that an agent wants to make to a ticket. */
export interface Submission {
  readonly edits: Edits;
  readonly reply?: NonNullable<TicketUpdate['reply']>;
  /** The version of the ticket that the agent has seen. */
  readonly version: number;
  readonly requestKey: string;
}

/** The question that is put to the agent when others have changed the ticket first: what they did, and how to go on. */
export interface MergeQuestion {
  readonly submission: Submission;
  readonly latest: Ticket;
  readonly found: ChangesByOthers;
  /** Is called with the choices; null cancels the change and keeps what the others did. */
  readonly answer: (choices: ReadonlyMap<string, Choice> | null) => void;
}

/** Shows a question to the agent; null removes it. */
export type AskAgent = (question: MergeQuestion | null) => void;

/**
 * `notSent`: the agent cancelled the change, or an earlier reply was not sent and this one would have come after it.
 * `done`: the change was made, or nothing of it was left to send after the merge.
 */
export type Outcome = 'done' | 'notSent';

/**
 * Sends a change and reads the ticket again. If others changed the ticket after `version`, the change is merged with
 * theirs and sent again with the latest version. Where needed, the agent is asked before that. Throws a `Fault`.
 */
export async function sendSubmission(
  ticket: Pick<Ticket, 'id' | 'number'>,
  submission: Submission,
  ask: AskAgent,
): Promise<Outcome> {
  const { requestKey, version, edits, reply } = submission;
  try {
    await call('updateTicket', { requestKey, id: ticket.id, version, ...edits, ...(reply ? { reply } : {}) });
  } catch (error) {
    if (!(error instanceof Fault) || error.reason !== 'ticket_changed_meanwhile') throw error;
    const latest = await readAgain(ticket.number);
    // Without a newer version there is nothing to merge with, and another try would be refused in the same way.
    if (latest.version === version) throw error;
    return sendOnTop(ticket, submission, latest, ask);
  }
  await readAgain(ticket.number).catch(() => undefined);
  return 'done';
}

async function sendOnTop(
  ticket: Pick<Ticket, 'id' | 'number'>,
  submission: Submission,
  latest: Ticket,
  ask: AskAgent,
): Promise<Outcome> {
  const found = changesByOthers(latest, submission.version, submission.edits, myId());
  const choices = mustAsk(submission, found) ? await answerOf(submission, latest, found, ask) : new Map();
  if (choices === null) return 'notSent';
  const edits = editsToSend(submission.edits, latest, choices);
  if (!submission.reply && Object.keys(edits).length === 0) return 'done';
  return sendSubmission(ticket, { ...submission, edits, version: latest.version }, ask);
}

/** True when the agent must confirm: others acted meanwhile, and the change has a reply, a status or a conflict. */
function mustAsk(submission: Submission, found: ChangesByOthers): boolean {
  if (found.events.length === 0 && found.unread === 0) return false;
  return submission.reply !== undefined || submission.edits.status !== undefined || found.conflicts.length > 0;
}

function answerOf(
  submission: Submission,
  latest: Ticket,
  found: ChangesByOthers,
  ask: AskAgent,
): Promise<ReadonlyMap<string, Choice> | null> {
  return new Promise((resolve) => {
    const answer: MergeQuestion['answer'] = (choices) => {
      resolve(choices);
      ask(null);
    };
    ask({ submission, latest, found, answer });
  });
}

function readAgain(number: string): Promise<Ticket> {
  return queryClient.fetchQuery({ ...ticketQuery(number), staleTime: 0 });
}
