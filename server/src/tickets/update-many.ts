import { type Commanding, run, type Tx } from '../context.ts';
import { Problem } from '../errors.ts';
import type { Desk } from './model/desk.ts';
import { type AgentUpdate, updateByAgent } from './update.ts';

/** What became of one ticket of many, or would have. */
export type Outcome = 'changed' | 'unchanged' | Problem;

/** How the command of one ticket ended. It is kept with the answer to a call that may be sent again. */
export interface Done {
  readonly version: number;
  readonly unchanged?: true;
}

/** Runs the command of one ticket: `run`, or what runs it only once however often it is asked. */
export type Doer = (ticketId: string, command: (tx: Tx) => Promise<Done>) => Promise<Done>;

/**
 * Makes the same update to each ticket, in a command of its own. When one is refused, or the store has no room for it,
 * the others are updated all the same.
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

/** The very same, taken back: nobody is told of it, and what it says is what would happen. */
export function previewMany(
  context: Commanding,
  desk: Desk,
  ticketIds: readonly string[],
  update: Omit<AgentUpdate, 'ticketId'>,
): Promise<ReadonlyMap<string, Outcome>> {
  return each(ticketIds, (ticketId) =>
    run(context, async (tx): Promise<Outcome> => {
      const { changed } = await updateByAgent(tx, desk, { ...update, ticketId });
      throw new TakenBack(changed ? 'changed' : 'unchanged');
    }),
  );
}

/** All are waited for, so that nothing goes on behind the back of who was told of a fault. */
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
    if (error instanceof TakenBack) return error.outcome;
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** Ends a command whose end is known: whatever it wrote goes with it. */
class TakenBack extends Error {
  readonly outcome: 'changed' | 'unchanged';

  constructor(outcome: 'changed' | 'unchanged') {
    super(outcome);
    this.outcome = outcome;
  }
}
