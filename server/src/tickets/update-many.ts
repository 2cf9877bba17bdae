import { type Commanding, run, type Tx } from '../context.ts';
import { Problem } from '../errors.ts';
import type { Reactor } from '../events.ts';
import type { Desk } from './desk.ts';
import { type AgentUpdate, updateByAgent } from './update.ts';

/** What became of one ticket of many, or would have. */
export type Outcome = 'changed' | 'unchanged' | Problem;

/** Who does the command of one ticket: `run`, or what does it only once however often it is asked. */
export type Doer<Context> = (
  context: Context,
  ticketId: string,
  command: (tx: Tx) => Promise<{ readonly version: number }>,
) => Promise<unknown>;

/**
 * Does the same to each of the tickets, as a command of its own: what is refused for one keeps nothing from the others,
 * and neither does the store when it has no room for one. A ticket that would only get an empty event is left as it is.
 */
export function updateMany<Context extends Commanding>(
  context: Context,
  desk: Desk,
  ticketIds: readonly string[],
  update: Omit<AgentUpdate, 'ticketId'>,
  act: Doer<Context>,
): Promise<ReadonlyMap<string, Outcome>> {
  return each(ticketIds, (ticketId) =>
    act(reacting(context, demandChange), ticketId, (tx) => updateByAgent(tx, desk, { ...update, ticketId })),
  );
}

/** The very same, taken back: nobody is told of it, and what it says is what would happen. */
export function previewMany(
  context: Commanding,
  desk: Desk,
  ticketIds: readonly string[],
  update: Omit<AgentUpdate, 'ticketId'>,
): Promise<ReadonlyMap<string, Outcome>> {
  return each(ticketIds, (ticketId) =>
    run(reacting(context, takeBack), (tx) => updateByAgent(tx, desk, { ...update, ticketId })),
  );
}

/** All are waited for, so that nothing goes on behind the back of who was told of a fault. */
async function each(
  ticketIds: readonly string[],
  act: (ticketId: string) => Promise<unknown>,
): Promise<ReadonlyMap<string, Outcome>> {
  const ids = [...new Set(ticketIds)];
  const settled = await Promise.allSettled(ids.map((ticketId) => outcomeOf(() => act(ticketId))));
  const outcomes = settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  return new Map(ids.map((id, place) => [id, outcomes[place]!]));
}

async function outcomeOf(act: () => Promise<unknown>): Promise<Outcome> {
  try {
    await act();
    return 'changed';
  } catch (error) {
    if (error instanceof TakenBack) return error.outcome;
    if (error instanceof Problem) return error;
    throw error;
  }
}

function reacting<Context extends Commanding>(context: Context, decide: Reactor): Context {
  return { ...context, reactors: [...context.reactors, decide] };
}

const demandChange: Reactor = async (_tx, { changes }) => {
  if (changes.length === 0) throw new TakenBack('unchanged');
};

const takeBack: Reactor = async (_tx, { changes }) => {
  throw new TakenBack(changes.length === 0 ? 'unchanged' : 'changed');
};

/** Ends a command whose end is known: whatever it wrote goes with it. */
class TakenBack extends Error {
  readonly outcome: 'changed' | 'unchanged';

  constructor(outcome: 'changed' | 'unchanged') {
    super(outcome);
    this.outcome = outcome;
  }
}
