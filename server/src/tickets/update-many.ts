import { type Commanding, run, type Tx } from '../context.ts';
import { Problem } from '../errors.ts';
import type { Desk } from './model/desk.ts';
import { type AgentUpdate, updateByAgent } from './update.ts';

/** How the update of one ticket of many ended, or would end. */
export type Outcome = 'changed' | 'unchanged' | Problem;

/** The result of the command for one ticket. The store keeps it to answer a call that is sent again. */
export interface Done {
  readonly version: number;
  readonly unchanged?: true;
}

/** Runs the command for one ticket: `run`, or a function that runs it only once when the call is repeated with its key. */
export type Doer = (ticketId: string, command: (tx: Tx) => Promise<Done>) => Promise<Done>;

/**
 * Updates each ticket by a command of its own. When one command is refused, or the store has no room for it, the others
 * still run.
 */
export function updateMany(
  desk: Desk,
  ticketIds: readonly string[],
  update: Omit<AgentUpdate, 'ticketId'>,
  act: Doer,
): Promise<ReadonlyMap<string, Outcome>> {
  return each(ticketIds, async (ticketId) => {
    const { unchanged } = await act(ticketId, async (tx) => {
      const { ticket, changed } = await updateByAgent(tx, desk, { ...update, ticketId });
      return { version: ticket.version, ...(!changed && { unchanged: true }) };
    });
    return unchanged ? 'unchanged' : 'changed';
  });
}

/** Runs the same commands and rolls them back, so that the outcomes say what `updateMany` would do. */
export function previewMany(
  context: Commanding,
  desk: Desk,
  ticketIds: readonly string[],
  update: Omit<AgentUpdate, 'ticketId'>,
): Promise<ReadonlyMap<string, Outcome>> {
  return each(ticketIds, (ticketId) =>
    run(context, async (tx): Promise<Outcome> => {
      const { changed } = await updateByAgent(tx, desk, { ...update, ticketId });
      throw new RolledBack(changed ? 'changed' : 'unchanged');
    }),
  );
}

/** Waits for all commands, also after an error: none may still run when the caller learns that the call failed. */
async function each(
  ticketIds: readonly string[],
  act: (ticketId: string) => Promise<Outcome>,
): Promise<ReadonlyMap<string, Outcome>> {
  const ids = [...new Set(ticketIds)];
  const settled = await Promise.allSettled(ids.map((ticketId) => outcomeOf(() => act(ticketId))));
  const outcomes = settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  return new Map(ids.map((id, place) => [id, outcomes[place]!]));
}

async function outcomeOf(act: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof RolledBack) return error.outcome;
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** Ends the command of a preview, because only a command that fails is rolled back. */
class RolledBack extends Error {
  readonly outcome: 'changed' | 'unchanged';

  constructor(outcome: 'changed' | 'unchanged') {
    super(outcome);
    this.outcome = outcome;
  }
}
